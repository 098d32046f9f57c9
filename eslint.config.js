import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "coverage/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./tsconfig.ui.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-var": "error",
      "prefer-const": "error",
      "object-shorthand": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Typed arrays in hot loops are indexed within bounds that the types cannot express.
      "@typescript-eslint/no-non-null-assertion": "off",
      // Numbers, big integers and booleans print as everyone expects.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true, allowNullish: false },
      ],
      "@typescript-eslint/restrict-plus-operands": ["error", { allowNumberAndString: true }],
      // Scenario threads need not yield, and `yield*` gives each operation its own result type.
      "require-yield": "off",
      "@typescript-eslint/no-confusing-void-expression": "off",
      // Indexing is unchecked (see tsconfig.json), so comparing an element with undefined is needed.
      "@typescript-eslint/no-unnecessary-condition": "off",
      // Typed arrays hold members of numeric enums as plain numbers.
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      // `Operation<void>` and `T | void` are what generator functions without a result have.
      "@typescript-eslint/no-invalid-void-type": "off",
      // A default type argument is spelled out where it documents a value.
      "@typescript-eslint/no-unnecessary-type-arguments": "off",
      // Index loops over arrays that grow while they are walked.
      "@typescript-eslint/prefer-for-of": "off",
      // Overloads and type parameters that appear once document the scenario API.
      "@typescript-eslint/unified-signatures": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" },
      ],
    },
  },
  {
    files: ["app/ui/**/*.{ts,tsx}", "test/ui/page/**/*.{ts,tsx}"],
    extends: [reactHooks.configs.flat.recommended],
    // What the React compiler would skip; it is not used here.
    rules: { "react-hooks/incompatible-library": "off" },
  },
  {
    // Tests build wrong values on purpose and pass callbacks that do nothing.
    files: ["**/*.test.ts"],
    rules: {
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    // Code that must not compile: the type checker's job, not the linter's.
    files: ["**/*.types.ts"],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    // Small build programs in plain JavaScript: checked by tsc, without annotations.
    files: ["**/*.js"],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
