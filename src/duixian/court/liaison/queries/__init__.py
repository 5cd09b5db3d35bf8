"""What people look at of requests, whereabouts and visits; everything starts from what the actor may see."""
