/**
 * From terms to candidates: which documents the index names for them, and in what order.
 *
 * search-text.js, which makes terms, search-hits.js and search-files.js come before.
 */
"use strict";

(() => {
  const { fieldsOf, orderGrams } = window.anlikuSearch;

  /** With so few candidates left, their texts decide: cheaper than more shards, and certain. */
  const FEW = 10;
  /** How many shards are asked for side by side, and how many times; then texts must decide. */
  const ROUND = 3;
  const ROUNDS = 3;
  /** How much is looked up in a round, however long the query and near the shards. */
  const GRAMS = 24;
  /** A query of more terms than this is not looked up as one phrase: too many shards. */
  const PHRASE_TERMS = 3;

  // ------------------------------------------------------------------------ the candidates

  /** Chooses what to look up next: what lies in shards at hand, and in a few more. */
  function nextGrams(index, wanted) {
    const shards = new Set();
    const now = new Set();
    for (const gram of wanted) {
      const name = index.shardName(gram);
      const isFree = index.isAtHand(name) || shards.has(name);
      if (now.size < GRAMS && (isFree || shards.size < ROUND)) {
        now.add(gram);
        if (!isFree) {
          shards.add(name);
        }
      }
    }
    return now;
  }

  /** Gives the documents that have one of the ways of every term, as far as it was looked up. */
  function meet(terms, postings) {
    const known = terms.map(({ ways }) =>
      ways.map((way) => way.flatMap((gram) => postings.get(gram) || [])),
    );
    const pools = known.map((ways) => (ways.every((lists) => lists.length) ? poolOf(ways) : null));
    const [pool] = pools.filter(Boolean).sort((one, other) => one.length - other.length);
    const has = (number) => (lists) => lists.every((list) => list.has(number));
    return pool.filter((number) => known.every((ways) => ways.some(has(number))));
  }

  /** Gives the documents that can have one of the ways: those of the shortest list of each. */
  function poolOf(ways) {
    const shortest = ways.map((lists) =>
      lists.reduce((one, other) => (other.size < one.size ? other : one)),
    );
    return [...new Set(shortest.flatMap((list) => [...list.keys()]))];
  }

  /** Looks up until few candidates are left, nothing is left to look up, or it has cost enough. */
  async function lookUp(index, terms, isWanted) {
    const postings = new Map();
    let candidates = [];
    let wanted = index.shards ? orderGrams(terms.flatMap(({ ways }) => ways)) : [];
    for (let round = 0; round < ROUNDS && wanted.length; round += 1) {
      const now = nextGrams(index, wanted);
      wanted = wanted.filter((gram) => !now.has(gram));
      await Promise.all([...now].map(async (gram) => postings.set(gram, await index.postings(gram))));
      candidates = meet(terms, postings).filter(isWanted);
      if (candidates.length <= FEW) {
        break;
      }
    }
    return { postings, candidates };
  }

  /** Tells whether what was looked up leaves nothing for texts to decide. */
  function isCertain(terms, postings) {
    return terms.every(({ text, letters, ways }) => {
      const whole = [text, `^${letters.toUpperCase()}`];
      return ways.every(
        (way) => way.length === 1 && whole.includes(way[0]) && postings.has(way[0]),
      );
    });
  }

  // ------------------------------------------------------------------------ the order

  /** Tells for each candidate that has the terms, by its text, in which fields it has them. */
  async function factsOfTexts(index, candidates, terms, phrase) {
    const documents = await Promise.all(candidates.map(index.document));
    return documents.flatMap((document, place) => {
      const fields = fieldsOf(document, terms);
      const isPhrase = fieldsOf(document, [phrase]) !== null;
      return fields ? [{ number: candidates[place], fields, isPhrase }] : [];
    });
  }

  /** Tells the same by what the index holds, which may be too good. */
  async function factsOfPostings(index, candidates, terms, postings, phrase) {
    const lists = await jointsOf(index, terms, phrase);
    const known = terms.map(({ ways }) =>
      ways.map((way) => way.flatMap((gram) => postings.get(gram) || [])),
    );
    return candidates.map((number) => ({
      number,
      fields: known.map((ways) => Math.min(...ways.map((way) => fieldBy(way, number)))),
      isPhrase: lists.some((way) => way.every((list) => list.has(number))),
    }));
  }

  /** Gives for each way of the phrase who has what joins its terms, unless that costs too much. */
  function jointsOf(index, terms, phrase) {
    const own = new Set(terms.flatMap(({ ways }) => ways.flat()));
    const [written, ...sound] = phrase.ways;
    const asked = terms.length > PHRASE_TERMS ? sound : [written, ...sound];
    const joints = asked.map((way) => way.filter((gram) => !own.has(gram)));
    return Promise.all(joints.map((way) => Promise.all(way.map(index.postings))));
  }

  /** Gives the field that the lists of a way agree on for a document: the lightest. */
  function fieldBy(lists, number) {
    return lists.every((list) => list.has(number))
      ? Math.max(0, ...lists.map((list) => list.get(number)))
      : Infinity;
  }

  /** Gives the candidates, the best first: the phrase as typed, then rare terms in heavy fields. */
  async function rank(index, candidates, terms, postings, phrase) {
    const facts =
      terms.length > 1 && candidates.length <= FEW
        ? await factsOfTexts(index, candidates, terms, phrase)
        : await factsOfPostings(index, candidates, terms, postings, phrase);
    const rarity = rarityOf(index, terms, postings);
    const scored = facts.map(({ number, fields, isPhrase }) => {
      const weights = fields.map((field, place) => rarity[place] * 2 ** -field);
      return { number, isPhrase, score: weights.reduce((sum, weight) => sum + weight, 0) };
    });
    scored.sort(
      (one, other) =>
        other.isPhrase - one.isPhrase || other.score - one.score || one.number - other.number,
    );
    return scored.map(({ number }) => number);
  }

  /** Gives how much each term tells: the less, the more documents have it. */
  function rarityOf(index, terms, postings) {
    return terms.map(({ ways }) => {
      const sizes = ways.map((way) =>
        Math.min(index.documents, ...way.flatMap((gram) => postings.get(gram)?.size ?? [])),
      );
      return Math.log(1 + index.documents / Math.max(1, ...sizes));
    });
  }

  Object.assign(window.anlikuSearch, { FEW, isCertain, lookUp, rank });
})();
