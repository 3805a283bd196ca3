// Amazon's own validator: documents by name as JSON on standard input, what is wrong with each on standard output.
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";

const { StaticAplTemplateValidator } = createRequire(import.meta.url)("apl-suggester");
const validator = new StaticAplTemplateValidator();
const found = {};
for (const [name, document] of Object.entries(JSON.parse(await text(process.stdin)))) {
  found[name] = (await validator.validate(document)).map(({ path, errorMessage }) => `${path}: ${errorMessage}`);
}
console.log(JSON.stringify(found));
