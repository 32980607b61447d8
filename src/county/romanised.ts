/** Sounds and their letters, a dot for no sound: rough, enough for invented people and not for real ones. */
const cyrillic =
  "a:а b:б v:в g:гґ d:д e:еэ yo:ё ye:є zh:ж z:з i:иі yi:ї y:йы k:к l:л m:м n:н o:о p:п r:р s:с t:т " +
  "u:у f:ф kh:х ts:ц ch:ч sh:ш shch:щ .:ъь yu:ю ya:я dj:ђ gj:ѓ dz:ѕџ j:ј lj:љ nj:њ kj:ќ";
const greek = "a:α v:β g:γ d:δ e:ε z:ζ i:ηι th:θ k:κ l:λ m:μ n:ν x:ξ o:οω p:π r:ρ s:σς t:τ y:υ f:φ ch:χ ps:ψ";
const arabic =
  "a:اأآعہةى i:إئیي u:ؤو .:ء b:ب p:پ t:تط th:ث j:ج ch:چ h:حهھ kh:خ d:دڈض dh:ذ r:رڑ z:زظ zh:ژ s:سص " +
  "sh:ش gh:غ f:ف q:ق k:کك g:گ l:ل m:م n:نں e:ے";
const letters = new Map(
  [cyrillic, greek, arabic].flatMap((script) =>
    script.split(" ").flatMap((group) => {
      const [sound = "", those = ""] = group.split(":");
      return [...those].map((letter) => [letter, sound.replace(".", "")] as const);
    }),
  ),
);

/** The name in Latin letters; undefined when it holds a letter of a script that is not known here. */
export function romanised(name: string): string | undefined {
  if (/^[\p{Script=Latin}\p{M} '’-]+$/u.test(name)) return name;
  const plain = name
    .normalize("NFD")
    .replace(/\u0301|[\u064b-\u0652\u200c]/g, "")
    .normalize("NFC")
    .toLowerCase();
  let latin = "";
  for (const letter of plain) {
    const sound = letter === " " || letter === "-" ? letter : letters.get(letter);
    if (sound === undefined) return undefined;
    latin += sound;
  }
  const spoken = /\p{Script=Arabic}/u.test(name) ? withVowels(latin) : latin;
  return spoken.replace(/(^|[ -])\p{L}/gu, (start) => start.toUpperCase());
}

/** Arabic script leaves short vowels out: no more than two consonants together, and one at either end of a word. */
function withVowels(latin: string): string {
  const consonant = "(?:[ckstdgz]h|[b-df-hj-np-tv-xz])";
  return latin
    .split(" ")
    .map((word) =>
      word
        .replace(/aa+/g, "a")
        .replace(new RegExp(`^(${consonant})(${consonant})`), "$1a$2")
        .replace(new RegExp(`(${consonant})(${consonant})$`), "$1a$2")
        .replace(new RegExp(`(${consonant}${consonant})(${consonant})`, "g"), "$1a$2"),
    )
    .join(" ");
}
