/** Words with their line breaks. */
export function Lines({ text }: { readonly text: string }) {
  return (
    <>
      {text.split("\n").map((line) => (
        <>
          {line}
          <br />
        </>
      ))}
    </>
  );
}
