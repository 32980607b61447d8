/** Rough romanisation, letter by letter: enough for invented people, not for real ones. */
const cyrillic: Record<string, string> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  ґ: "g",
  д: "d",
  е: "e",
  ё: "yo",
  є: "ye",
  ж: "zh",
  з: "z",
  и: "i",
  і: "i",
  ї: "yi",
  й: "y",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
  ђ: "dj",
  ѓ: "gj",
  ѕ: "dz",
  ј: "j",
  љ: "lj",
  њ: "nj",
  ќ: "kj",
  џ: "dz",
};
const greek: Record<string, string> = {
  α: "a",
  β: "v",
  γ: "g",
  δ: "d",
  ε: "e",
  ζ: "z",
  η: "i",
  θ: "th",
  ι: "i",
  κ: "k",
  λ: "l",
  μ: "m",
  ν: "n",
  ξ: "x",
  ο: "o",
  π: "p",
  ρ: "r",
  σ: "s",
  ς: "s",
  τ: "t",
  υ: "y",
  φ: "f",
  χ: "ch",
  ψ: "ps",
  ω: "o",
};
const arabic: Record<string, string> = {
  ا: "a",
  أ: "a",
  إ: "i",
  آ: "a",
  ؤ: "u",
  ئ: "i",
  ء: "",
  ب: "b",
  پ: "p",
  ت: "t",
  ث: "th",
  ج: "j",
  چ: "ch",
  ح: "h",
  خ: "kh",
  د: "d",
  ڈ: "d",
  ذ: "dh",
  ر: "r",
  ڑ: "r",
  ز: "z",
  ژ: "zh",
  س: "s",
  ش: "sh",
  ص: "s",
  ض: "d",
  ط: "t",
  ظ: "z",
  ع: "a",
  غ: "gh",
  ف: "f",
  ق: "q",
  ک: "k",
  ك: "k",
  گ: "g",
  ل: "l",
  م: "m",
  ن: "n",
  ں: "n",
  و: "u",
  ه: "h",
  ہ: "a",
  ھ: "h",
  ة: "a",
  ى: "a",
  ی: "i",
  ي: "i",
  ے: "e",
};
const letters = { ...cyrillic, ...greek, ...arabic };

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
    const sound = letter === " " || letter === "-" ? letter : letters[letter];
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
