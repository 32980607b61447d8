/** The NHS number as ten digits without spaces or hyphens. Says nothing about whether it is right. */
export function tidyNhsNumber(text: string): string {
  return text.replace(/[\s-]+/g, "");
}

/** What is wrong with an NHS number, in words that name the mend; undefined when it is right. */
export function nhsNumberFaultOf(text: string): string | undefined {
  const number = tidyNhsNumber(text);
  if (!/^\d{10}$/.test(number))
    return "An NHS number has 10 digits. Check it for missing or extra characters.";
  if (nhsNumberWith(number.slice(0, 9)) === number) return undefined;
  return "The last digit of this NHS number does not fit the others. Check each digit with the sender.";
}

/** Nine digits with their check digit (modulo 11) behind them; undefined for nine that are never given out. */
export function nhsNumberWith(nineDigits: string): string | undefined {
  let sum = 0;
  for (let at = 0; at < 9; at++) sum += (10 - at) * (nineDigits.charCodeAt(at) - 48);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? undefined : nineDigits + check;
}
