// Reads the AsyncAPI document with the parser of the AsyncAPI project, and fails on an error or a warning.
import { fromFile, Parser } from "@asyncapi/parser";

const WARNING = 1;
const { document, diagnostics } = await fromFile(new Parser(), process.argv[2]).parse();
const bad = diagnostics.filter((each) => each.severity <= WARNING);
bad.forEach((each) => console.error(`${each.path.join("/")}: ${each.message}`));
console.log(`${process.argv[2]}: ${bad.length} errors and warnings`);
process.exitCode = document && bad.length === 0 ? 0 : 1;
