// What a phone keeps until the server has it: drafts as they are typed, photos, and things ready to be sent.
// Each person has his own database, so that nobody sends what another wrote.
"use strict";

const visitStore = (who) => {
  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open(`duixian-visits-${who}`, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("drafts", { keyPath: "visit" });
      asked.result.createObjectStore("photos", { keyPath: "key" });
      asked.result.createObjectStore("outbox", { keyPath: "id", autoIncrement: true });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

  // One transaction over the named stores; it is done when the browser has written it down.
  async function transact(names, mode, work) {
    const database = await opened;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(names, mode, { durability: "strict" });
      const asked = work(...names.map((name) => transaction.objectStore(name)));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }

  const read = (name, work) => transact([name], "readonly", work);
  const write = (name, work) => transact([name], "readwrite", work);

  function movePhotos(visit, outbox, photos) {
    const asked = photos.getAll();
    asked.onsuccess = () => asked.result.filter((one) => one.visit === visit).forEach((photo) => {
      outbox.add({ ...photo, kind: "photo" });
      photos.delete(photo.key);
    });
  }

  return {
    draft: (visit) => read("drafts", (drafts) => drafts.get(visit)),
    keepDraft: (draft) => write("drafts", (drafts) => drafts.put(draft)),
    photos: async (visit) => (await read("photos", (photos) => photos.getAll())).filter((one) => one.visit === visit),
    keepPhoto: (photo) => write("photos", (photos) => photos.put(photo)),
    dropPhoto: (key) => write("photos", (photos) => photos.delete(key)),
    outbox: () => read("outbox", (outbox) => outbox.getAll()),
    put: (thing) => write("outbox", (outbox) => outbox.put(thing)),
    drop: (id) => write("outbox", (outbox) => outbox.delete(id)),
    dropDraft: (visit) => write("drafts", (drafts) => drafts.delete(visit)),

    // A finished stop goes to the outbox with its photos, whole or not at all.
    finish: (visit, record) => transact(["outbox", "photos"], "readwrite", (outbox, photos) => {
      outbox.add({ visit, kind: "record", body: record });
      movePhotos(visit, outbox, photos);
    }),
    sendPhotos: (visit) => transact(["outbox", "photos"], "readwrite", (outbox, photos) => movePhotos(visit, outbox, photos)),
  };
};
