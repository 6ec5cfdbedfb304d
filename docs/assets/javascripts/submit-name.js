/**
 * The id of a new case: its title in pinyin, as `anliku new` makes it (generator/draft.py).
 *
 *   anlikuForm.loadReadings()   a promise of submit/pinyin.json, null where it cannot be read
 *   anlikuForm.nameCase(readings, title, taken)   an id that is not among `taken`, "" without a reading
 *
 * The readings are those of single characters and of words of two; Python knows longer words, too.
 */
"use strict";

(() => {
  const MOST = 64; // as values.ID_LENGTH
  const { loadJson } = window.anlikuForm;
  let readings = null; // a promise

  /** Turns readings with their texts round, each text cut into pieces of a length. */
  function turn(byReading, length) {
    const pieces = new RegExp(`.{${length}}`, "gu");
    return Object.entries(byReading).flatMap(([reading, text]) => text.match(pieces).map((one) => [one, reading]));
  }

  async function readReadings() {
    try {
      const { characters, words } = await loadJson("pinyin.json");
      return { characters: new Map(turn(characters, 1)), words: new Map(turn(words, 2)) };
    } catch {
      return null;
    }
  }

  /** Asked for once: who has no network need not wait for it at every key. */
  function loadReadings() {
    readings ??= readReadings();
    return readings;
  }

  /** Gives the pieces that an id is made of. */
  function spell({ characters, words }, title) {
    const all = [...title];
    let spelled = "";
    for (let place = 0; place < all.length; place += 1) {
      const word = words.get(all[place] + all[place + 1]);
      const reading = word ?? characters.get(all[place]);
      spelled += reading ? ` ${reading} ` : all[place];
      place += word ? 1 : 0;
    }
    return spelled.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  }

  function cut([first, ...rest], length) {
    let made = first.slice(0, length);
    for (const one of rest) {
      if (made.length + 1 + one.length > length) {
        break;
      }
      made += `-${one}`;
    }
    return made;
  }

  function nameCase(known, title, taken) {
    const pieces = known ? spell(known, title) : [];
    if (!pieces.length) {
      return "";
    }
    for (let number = 1; ; number += 1) {
      const end = number > 1 ? `-${number}` : "";
      const id = cut(pieces, MOST - end.length) + end;
      if (!taken.has(id)) {
        return id;
      }
    }
  }

  Object.assign(window.anlikuForm, { loadReadings, nameCase });
})();
