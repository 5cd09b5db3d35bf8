"""What an officer types to compel and to let go."""
