/**
 * The files of the index: how they are loaded and what stands in them.
 *
 * The format is told in generator/search/{index,shards,terms,script,sound,facets}.py. search-text.js and
 * search-hits.js come before.
 */
"use strict";

(() => {
  const { Paragraph } = window.anlikuSearch;

  const VERSION = 3;

  /** Gives the number of a gram's shard; `scatter` of terms.py is its other half. */
  function shardOf(gram, shards) {
    let hash = 0;
    for (const character of gram.replace("^", "").toLowerCase()) {
      hash = Math.imul(hash ^ character.codePointAt(0), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return (hash >>> 0) % shards;
  }

  function reader(bytes) {
    let at = 0;
    const read = {
      more: () => at < bytes.length,
      take: (length) => bytes.subarray(at, (at += length)),
      text: () => new TextDecoder().decode(read.take(read.number())),
      number() {
        let value = 0;
        for (let scale = 1; ; scale *= 128) {
          const byte = bytes[at++];
          value += (byte & 127) * scale;
          if (!(byte & 128)) {
            return value;
          }
        }
      },
    };
    return read;
  }

  /** @param {Uint8Array} bytes @returns {Map<string, Uint8Array>} coded postings by term */
  function decodeShard(bytes) {
    const read = reader(bytes);
    const terms = read.text().split("\n").slice(0, -1);
    const sizes = terms.map(() => read.number());
    return new Map(terms.map((term, place) => [term, read.take(sizes[place])]));
  }

  /** @param {Uint8Array} bytes @returns {Map<number, number>} heaviest field by document */
  function decodePostings(bytes, fields) {
    const postings = new Map();
    const read = reader(bytes);
    for (let document = 0; read.more(); document += 1) {
      const value = read.number();
      document += Math.floor(value / fields);
      postings.set(document, value % fields);
    }
    return postings;
  }

  /** Gives the choices of a facet in their order, each with the numbers of its documents. */
  function decodeFacet(bytes) {
    const read = reader(bytes);
    const rows = JSON.parse(read.text());
    const sizes = rows.map(() => read.number());
    const choices = rows.map(([id, name, above], place) => ({
      id,
      name,
      parent: above === null ? null : rows[above][0],
      documents: [...decodePostings(read.take(sizes[place]), 1).keys()],
    }));
    return { choices, byId: new Map(choices.map((choice) => [choice.id, choice])) };
  }

  /** Gives the place of each document in an order. */
  function decodeOrder(bytes) {
    const read = reader(bytes);
    const places = [];
    for (let place = 0; read.more(); place += 1) {
      places[read.number()] = place;
    }
    return places;
  }

  /** Gives simplified characters by traditional ones: those beyond doubt, and all. */
  function decodeScript(bytes) {
    const read = reader(bytes);
    const ambiguous = decodePairs(read.text());
    const numbers = Array.from({ length: read.number() }, () => 0);
    let code = -1;
    const traditional = numbers.map(() => (code += read.number() + 1));
    code = 0;
    const pairs = traditional.map((one) => {
      const step = read.number();
      code += step % 2 ? -(step + 1) / 2 : step / 2;
      return [String.fromCodePoint(one), String.fromCodePoint(code)];
    });
    return [new Map(pairs), new Map([...ambiguous, ...pairs])];
  }

  /** Reads characters with what stands for each behind it. */
  function decodePairs(text) {
    const characters = [...text];
    const keys = characters.filter((_, place) => place % 2 === 0);
    return new Map(keys.map((one, place) => [one, characters[2 * place + 1]]));
  }

  /** Gives a document with its paragraphs, in the order of their fields. */
  function decodeDocument(bytes) {
    const content = JSON.parse(new TextDecoder().decode(bytes));
    const [id, title, place, time, fields, pairs, names, domain] = content;
    const simplified = decodePairs(pairs);
    const syllables = new Map(names);
    const paragraphs = fields
      .flatMap((text, field) => text.split("\n").map((line) => [field, line]))
      .map(([field, line], at) => new Paragraph(field, line, simplified, syllables.get(at)));
    const first = paragraphs.find((paragraph) => paragraph.text === title);
    const facts = { place, time, domain };
    return { id, title: first || new Paragraph(0, title, simplified), ...facts, paragraphs };
  }

  async function gunzip(bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /** Reads the manifest; gives the index that it names, whose files are each read once. */
  async function openIndex(load) {
    const manifest = JSON.parse(new TextDecoder().decode(await load("manifest.json", true)));
    if (manifest.version !== VERSION) {
      throw new Error(`index of version ${manifest.version}, not ${VERSION}`);
    }
    const files = new Map();
    const file = (name, decode) => {
      if (!files.has(name)) {
        files.set(name, load(`${manifest.index}-${name}.bin`, false).then(gunzip).then(decode));
      }
      return files.get(name);
    };
    const shardName = (gram) => `s${shardOf(gram, manifest.shards)}`;
    return {
      ...manifest,
      shardName,
      isAtHand: (name) => files.has(name),
      postings: async (gram) => {
        const isBegin = gram.startsWith("^");
        const coded = (await file(shardName(gram), decodeShard)).get(gram.replace("^", ""));
        const postings = decodePostings(coded || new Uint8Array(), manifest.fields);
        // The last field but one is that of sounds at the beginning of a syllable.
        const isRight = ([, field]) => field === manifest.fields - 2;
        return isBegin ? new Map([...postings].filter(isRight)) : postings;
      },
      document: (number) => file(`d${number}`, decodeDocument),
      script: () => file("t", decodeScript),
      facet: (parameter) => file(`f-${parameter}`, decodeFacet),
      order: (name) => file(`o-${name}`, decodeOrder),
    };
  }

  Object.assign(window.anlikuSearch, { decodePostings, decodeShard, openIndex, shardOf });
})();
