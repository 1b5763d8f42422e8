import tseslint from 'typescript-eslint';

export default tseslint.config(
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        // The folders that are linted, of those that are compiled.
        project: './tsconfig.lint.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  { ignores: ['**/*.cjs', '**/*.d.ts', '*.mjs', 'use.ts', 'shop/page*.ts'] },
);
