// The cache keeps what has an `id` once, and everything else with its parent: EMBEDDED lists everything else. NODES are
// the kinds of `node`.
const { isObjectType } = require('graphql');

exports.plugin = (schema) => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const names = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__') && !roots.includes(type))
    .filter((type) => !type.getFields().id)
    .map((type) => type.name)
    .filter((name) => !/(Payload|UserError|Edge|Connection)$/.test(name))
    .sort();
  const kinds = schema
    .getPossibleTypes(schema.getType('Node'))
    .map((type) => type.name)
    .sort();
  const list = (name, of) => `export const ${name} = [\n${of.map((one) => `  '${one}',\n`).join('')}] as const;\n`;
  return list('EMBEDDED', names) + list('NODES', kinds);
};
