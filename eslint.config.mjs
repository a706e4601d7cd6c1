import tseslint from 'typescript-eslint';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';

/** The layers of src/, from the bottom up. A folder imports only from those above it in this list. */
const layers = [
  'math',
  'derivations',
  'engine',
  'bench',
  'ui',
  'figures',
  'demos',
  'chapters',
  'pages',
  'app',
  'serviceWorker',
];

/** engine knows math only, the benchmark the engine, the service worker what the engine keeps; everything else may use every layer before it. */
const mayUse = (layer) => {
  if (layer === 'engine') return ['math', 'engine'];
  if (layer === 'bench') return ['math', 'engine', 'bench'];
  if (layer === 'serviceWorker') return ['engine', 'serviceWorker'];
  return layers.slice(0, layers.indexOf(layer) + 1);
};

const zones = layers
  .map((layer) => ({
    target: `./src/${layer}`,
    from: layers.filter((other) => !mayUse(layer).includes(other)).map((other) => `./src/${other}`),
    message: `src/${layer} imports only from: ${mayUse(layer).join(', ')}.`,
  }))
  .filter(({ from }) => from.length > 0);

/** Only src/engine knows tfjs. */
const noTensorflow = { group: ['@tensorflow/*'], message: 'Only src/engine knows tfjs.' };

/** Demos are independent: what two of them share belongs in figures/. */
const noOtherDemo = { regex: '^\\.\\./(?!\\.\\./)', message: 'A demo does not import another demo.' };

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'public', 'models', 'test-results', 'coverage'] },
  ...tseslint.configs.recommended,
  {
    plugins: { 'import-x': importX, 'react-hooks': reactHooks },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.tsx', '.mjs'] } } },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'import-x/no-restricted-paths': ['error', { zones }],
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/engine/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [noTensorflow] }],
    },
  },
  {
    files: ['src/demos/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [noTensorflow, noOtherDemo] }],
    },
  },
  {
    files: ['src/math/**/*.ts'],
    ignores: ['src/math/**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(?!\\./)', message: 'src/math imports nothing from outside.' }] },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness is an argument.' },
      ],
    },
  },
  {
    files: ['scripts/**', 'build/**', 'tests/**', '*.mjs'],
    rules: { 'no-console': 'off' },
  },
);
