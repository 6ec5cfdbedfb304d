/**
 * From a record to what the form shows, and back: nothing that the form does not show is lost, and
 * what nobody touched comes back as it was. Pure.
 *
 *   anlikuForm.fill(node, data)               the form's value for a record's data
 *   anlikuForm.collect(node, value, was, notes)  {data, comments} of a form's value
 *   anlikuForm.isEmpty(value)                 whether a form's value says nothing
 *
 * `node` is the form's schema of submit-schema.js. `was` is the data that the form was filled with;
 * `notes` its comments: lists of lines by their paths as JSON, as anliku.record.read gives them.
 *
 * The form has a text for every line, empty where the record has none. So a key whose control is
 * empty is left out, unless it stood there empty before in a draft: only a draft may have holes.
 * Objects in lists are told apart by their own number in the file they came from.
 */
"use strict";

(() => {
  const { OWN } = window.anlikuForm;
  let added = 0; // numbers those that were in no file

  function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  function isEmpty(value) {
    if (Array.isArray(value)) {
      return value.every(isEmpty);
    }
    if (isObject(value)) {
      return Object.entries(value).every(([key, one]) => key === OWN || isEmpty(one));
    }
    return value === "" || value === null || value === undefined;
  }

  // ------------------------------------------------------------------------ to the form

  /** What a control of one line can hold. */
  function fillLine(data) {
    return typeof data === "string" ? data.trim().replace(/\s*[\r\n]\s*/g, " ") : "";
  }

  function fillLines(data) {
    return Array.isArray(data) ? data.map(fillLine) : [];
  }

  function fillLeaf(node, data) {
    const { instead } = node.options;
    switch (node.format) {
      case "al-picks":
        return instead && data === instead ? instead : fillLines(data).filter(Boolean);
      case "al-lines":
        return fillLines(data).filter(Boolean);
      case "al-grid":
        return Array.isArray(data) ? data.map(fillLines) : [];
      case "al-long":
        return typeof data === "string" ? data.replace(/\r\n?/g, "\n").trim() : "";
      default:
        return fillLine(data);
    }
  }

  function nameNew() {
    added += 1;
    return `+${added}`;
  }

  function fill(node, data) {
    if (node.format === "al-part") {
      const own = isObject(data) ? data : {};
      const filled = Object.entries(node.properties).map(([key, one]) => [key, fill(one, own[key])]);
      return Object.fromEntries(filled);
    }
    if (node.format === "al-parts") {
      const items = Array.isArray(data) ? data : [];
      return items.map((item, place) => ({ ...fill(node.items, item), [OWN]: String(place) }));
    }
    return node.format === "al-own" ? nameNew() : fillLeaf(node, data);
  }

  // ------------------------------------------------------------------------ and back

  function isSame(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
  }

  /** What an empty control leaves of what stood there: an emptiness, or what it could not show. */
  function leaveEmpty(node, was) {
    return isEmpty(was) || isEmpty(fill(node, was)) ? was : undefined;
  }

  function collectLeaf(node, value, was) {
    if (isSame(value, fillLeaf(node, was))) {
      return was;
    }
    if (isEmpty(value)) {
      return leaveEmpty(node, was);
    }
    return typeof value === "string" ? value.trim() : value;
  }

  /** Which one of its file an object was; null for one that has been added. */
  function placeOf({ [OWN]: own }) {
    return own.startsWith("+") ? null : Number(own);
  }

  function collectParts(node, value, was, at) {
    const before = Array.isArray(was) ? was : [];
    const isHole = (own) => own !== null && isEmpty(fill(node.items, before[own]));
    const kept = value
      .map((item) => ({ item, own: placeOf(item) }))
      .filter(({ item, own }) => !isEmpty(item) || (isHole(own) && !at.isDone));
    if (!kept.length) {
      return leaveEmpty(node, was);
    }
    return kept.map(({ item, own }, place) => {
      const old = own === null ? undefined : before[own];
      return collectAny(node.items, item, old, {
        ...at,
        now: [...at.now, place],
        then: own === null || !at.then ? null : [...at.then, own],
      });
    });
  }

  function collectPart(node, value, was, at) {
    const before = isObject(was) ? was : {};
    const keys = [...new Set([...Object.keys(before), ...Object.keys(node.properties)])];
    const made = {};
    for (const key of keys.filter((one) => one !== OWN)) {
      const below = { ...at, now: [...at.now, key], then: at.then && [...at.then, key] };
      const found = node.properties[key]
        ? collectAny(node.properties[key], value[key], before[key], below)
        : keep(before[key], below);
      if (found !== undefined) {
        made[key] = found;
      }
    }
    if (!Object.keys(made).length && at.now.length) {
      return isObject(was) && Object.keys(was).length ? undefined : leaveEmpty(node, was);
    }
    return made;
  }

  /** What the form does not know stays, and so do the comments in it. */
  function keep(data, at) {
    note(at);
    const inside = Array.isArray(data) ? data.entries() : isObject(data) ? Object.entries(data) : [];
    for (const [step, one] of inside) {
      keep(one, { ...at, now: [...at.now, step], then: at.then && [...at.then, step] });
    }
    return data;
  }

  function note(at) {
    if (at.then) {
      at.moved.set(JSON.stringify(at.then), at.now);
    }
  }

  function collectAny(node, value, was, at) {
    if (at.isDone && isEmpty(value) && isEmpty(was)) {
      return undefined;
    }
    if (node.format === "al-part" || node.format === "al-parts") {
      const isPart = node.format === "al-part";
      const isLeft = isEmpty(value) && was !== undefined && !(isPart ? isObject(was) : Array.isArray(was));
      const found = isLeft ? was : (isPart ? collectPart : collectParts)(node, value, was, at);
      if (found !== undefined) {
        note(at);
      }
      return found;
    }
    const found = collectLeaf(node, value, was);
    return found === undefined ? found : keep(found, at);
  }

  /** Takes comments to where their parts are now; what has no part any more goes to the one above. */
  function moveNotes(notes, moved) {
    const made = {};
    for (const [path, lines] of Object.entries(notes)) {
      const steps = JSON.parse(path);
      while (steps.length && !moved.has(JSON.stringify(steps))) {
        steps.pop();
      }
      const now = JSON.stringify(steps.length ? moved.get(JSON.stringify(steps)) : []);
      made[now] = [...(made[now] ?? []), ...lines];
    }
    return made;
  }

  function collect(node, value, was, notes) {
    const moved = new Map();
    const isDone = value.curation?.status !== "draft";
    const data = collectAny(node, value, was, { now: [], then: [], moved, isDone });
    return { data, comments: moveNotes(notes, moved) };
  }

  Object.assign(window.anlikuForm, { collect, fill, isEmpty });
})();
