// The cache keeps what has an `id` once, and everything else with its parent. This lists everything else.
const { isObjectType } = require('graphql');

exports.plugin = (schema) => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const names = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__') && !roots.includes(type))
    .filter((type) => !type.getFields().id)
    .map((type) => type.name)
    .filter((name) => !/(Payload|UserError|Edge|Connection)$/.test(name))
    .sort();
  return `export const EMBEDDED = [\n${names.map((name) => `  '${name}',\n`).join('')}] as const;\n`;
};
