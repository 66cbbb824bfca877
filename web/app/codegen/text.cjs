// The text of an operation as it is sent: with the fragments it uses, and `__typename` wherever the cache wants one.
const { createHash } = require('node:crypto');
const { Kind, print, visit } = require('graphql');

const TYPENAME = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function typed(definition) {
  return visit(definition, {
    SelectionSet: {
      leave(set, _key, parent) {
        const root = parent && parent.kind === Kind.OPERATION_DEFINITION;
        const has = set.selections.some((one) => one.kind === Kind.FIELD && one.name.value === '__typename');
        return root || has ? undefined : { ...set, selections: [...set.selections, TYPENAME] };
      },
    },
  });
}

function spreads(definition) {
  const names = [];
  visit(definition, { [Kind.FRAGMENT_SPREAD]: (spread) => void names.push(spread.name.value) });
  return names;
}

/** The text and its SHA-256 in hex. `fragments` maps names to definitions. */
exports.text = function text(operation, fragments) {
  const used = new Map();
  const collect = (definition) => {
    for (const name of spreads(definition)) {
      if (used.has(name)) continue;
      const fragment = fragments.get(name);
      if (!fragment) throw new Error(`no fragment ${name}`);
      used.set(name, fragment);
      collect(fragment);
    }
  };
  collect(operation);
  const parts = [operation, ...[...used.keys()].sort().map((name) => used.get(name))];
  const body = parts.map((part) => print(typed(part))).join('\n');
  return { body, hash: createHash('sha256').update(body).digest('hex') };
};

/** The definitions of one kind in codegen's documents. */
exports.definitions = function definitions(documents, kind) {
  return documents.flatMap((file) => file.document.definitions.filter((one) => one.kind === kind));
};
