// Loads CommonJS modules in a page, without a bundler. The test server appends a define(…) for each file of the packages.
const files = new Map();
const packages = new Map();
const loaded = new Map();

function define(path, body) {
  files.set(path, body);
}

function require(name, from = '') {
  const path = name.startsWith('.') ? new URL(name, `http://localhost/${from}`).pathname.slice(1) : name;
  const file = [packages.get(path), path, `${path}.js`, `${path}/index.js`].find((candidate) => files.has(candidate));
  if (!file) {
    throw new Error(`no module ${name} for ${from}`);
  }
  if (!loaded.has(file)) {
    const module = { exports: {} };
    loaded.set(file, module);
    files.get(file).call(module.exports, module.exports, (other) => require(other, file), module);
  }
  return loaded.get(file).exports;
}
