const ofXml = "http://www.w3.org/XML/1998/namespace";
const ofDeclarations = "http://www.w3.org/2000/xmlns/";

/** What the prefixes mean in an element: what it declares itself, then what those around it do. */
export type Scope = {
  around: Scope | undefined;
  uris: ReadonlyMap<string, string>;
  /** Whether a name without a prefix belongs to the namespace of the file's first element. */
  plainIsOwn: boolean;
};

/** What the prefixes mean outside all elements. */
export function outermostScope(): Scope {
  const uris = new Map([
    ["", ""],
    ["xml", ofXml],
    ["xmlns", ofDeclarations],
  ]);
  return { around: undefined, uris, plainIsOwn: false };
}

/** What a prefix means; undefined where nothing declares it. */
export function uriOf(scope: Scope, prefix: string): string | undefined {
  for (let at: Scope | undefined = scope; at; at = at.around) {
    const uri = at.uris.get(prefix);
    if (uri !== undefined) return uri;
  }
  return undefined;
}

/** The prefix that an attribute declares; undefined where it declares none. */
export function prefixDeclared({ name, prefix, local }: { name: string; prefix: string; local: string }) {
  if (name === "xmlns") return "";
  return prefix === "xmlns" ? local : undefined;
}

/** Why a prefix may not be given this meaning; undefined where it may. (Namespaces in XML 1.0, 3) */
export function declarationFault(prefix: string, uri: string): string | undefined {
  if (prefix !== "" && uri === "") return "a prefix is declared to mean nothing";
  if ((prefix === "xml") !== (uri === ofXml)) return "xml and its namespace belong to each other alone";
  if (prefix === "xmlns" || uri === ofDeclarations) return "xmlns is declared, which is XML's own";
  return undefined;
}
