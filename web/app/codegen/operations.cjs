// One constant for each operation of a file: `ConversionsDocument`.
const { Kind } = require('graphql');
const { definitions, text } = require('./text.cjs');

exports.plugin = (_schema, documents, config) => {
  const fragments = new Map(definitions(documents, Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]));
  for (const one of config.externalFragments ?? []) fragments.set(one.name, one.node);
  const operations = definitions(documents, Kind.OPERATION_DEFINITION);
  if (operations.length === 0) return '';
  const content = operations.map((operation) => {
    const name = operation.name.value;
    const kind = operation.operation[0].toUpperCase() + operation.operation.slice(1);
    const { body, hash } = text(operation, fragments);
    const types = `${name}${kind}, ${name}${kind}Variables`;
    return `export const ${name}Document = document<${types}>(\n  ${JSON.stringify(body)},\n  '${hash}',\n);`;
  });
  return { prepend: ["import { document } from '@/graph/document';"], content: content.join('\n\n') };
};
