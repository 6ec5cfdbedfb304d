/**
 * Where a finished record is handed in: addresses of the forge's own pages, from the templates of
 * generator/forge.py in submit/form.json.
 *
 *   anlikuForge.toCreate(forge, file, text)  the page for a new file, as {address, isNamed, isFilled}
 *   anlikuForge.toEdit(forge, file)          the page that edits a file, likewise
 *
 * `address` is "" where the host has set no forge. Where `isNamed` is false the editor has to find or
 * type the file's path, where `isFilled` is false to paste the text, which the page has to say.
 */
"use strict";

(() => {
  // A server takes about 8,000 characters. Who is not logged in yet is sent on with the address
  // encoded once more inside of another one, which has to fit as well.
  const MOST = 7500;

  /** Encodes a text; half of a character, which a keyboard may leave behind, cannot be. */
  function encode(text) {
    return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));
  }

  function fill(template, file, text) {
    const values = { "{file}": file.split("/").map(encode).join("/"), "{text}": encode(text) };
    return template.replace(/\{file\}|\{text\}/g, (name) => values[name]);
  }

  function isShort(address) {
    return encodeURIComponent(address).length <= MOST;
  }

  function toCreate(forge, file, text) {
    const filled = forge.filled && fill(forge.filled, file, text);
    if (filled && isShort(filled)) {
      return { address: filled, isNamed: true, isFilled: true };
    }
    const address = forge.new ? fill(forge.new, file, "") : forge.home;
    return { address, isNamed: Boolean(forge.new), isFilled: false };
  }

  function toEdit(forge, file) {
    const address = forge.edit ? fill(forge.edit, file, "") : forge.home;
    return { address, isNamed: Boolean(forge.edit), isFilled: false };
  }

  window.anlikuForge = { toCreate, toEdit };
})();
