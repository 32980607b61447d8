/** What the pages of a concern say besides the form's own questions; each is translated. */
export const concernWords = {
  intro:
    "Use this form if you are worried about a child who may be missing school, or any education. You do not need an account, and you do not have to say who you are.",
  danger: "If a child is in danger now, call 999.",
  secret:
    "To protect the child we cannot tell you if we know the child, or what we do. We read every report.",
  forgotten: "If you do not send it, what you typed is forgotten after two hours.",
  otherLanguages: "This form in other languages",
  start: "Start",
  next: "Continue",
  optional: "you can leave this empty",
  place: "Question {at} of {of}",
  back: "Back",
  leave: "Leave this page quickly",
  problem: "There is a problem",
  tooLong: "This is too long. Write it in {most} characters or fewer",
  check: "Check what you wrote before you send it",
  change: "Change",
  notGiven: "Not given",
  send: "Send",
  wait: "Please read through it once more, then send it.",
  sent: "Thank you. We have your report.",
  reference: "Your reference",
  next1: "An officer of the council reads it.",
  next2: "We cannot tell you what comes of it, to protect the child.",
  next3: "If you learn more, tell us again. If the child is in danger, call 999.",
} as const;
