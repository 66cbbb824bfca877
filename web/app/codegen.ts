import type { CodegenConfig } from '@graphql-codegen/cli';

const scalars = { ID: 'string', DateTime: 'string', Int64: 'string', JSON: 'unknown' };
const config = { scalars, useTypeImports: true, enumsAsTypes: true, enumType: 'string-literal', skipTypename: true };

export default {
  schema: '../../schema.graphql',
  documents: 'src/**/*.graphql',
  generates: {
    'src/graph/schema.gen.ts': { plugins: ['typescript'], config: { ...config, onlyOperationTypes: true } },
    'src/graph/embedded.gen.ts': { plugins: ['./codegen/embedded.cjs'] },
    'documents.json': { plugins: ['./codegen/manifest.cjs'] },
    'src/': {
      preset: 'near-operation-file',
      presetConfig: { extension: '.gen.ts', baseTypesPath: '~@/graph/schema.gen', importTypesNamespace: 'Graph' },
      plugins: ['typescript-operations', './codegen/operations.cjs'],
      config: { ...config, namespacedImportName: 'Graph' },
    },
  },
} satisfies CodegenConfig;
