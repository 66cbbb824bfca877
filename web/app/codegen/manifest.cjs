// The trusted documents: hash → text. The server takes the app's documents from here and, from the app, no others.
const { Kind } = require('graphql');
const { definitions, text } = require('./text.cjs');

exports.plugin = (_schema, documents) => {
  const fragments = new Map(definitions(documents, Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]));
  const entries = definitions(documents, Kind.OPERATION_DEFINITION)
    .map((operation) => text(operation, fragments))
    .map(({ hash, body }) => [hash, body])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
};
