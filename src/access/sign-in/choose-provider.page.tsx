import { GovukButton, GovukInput } from "../../web/design/index.ts";
import type { PageToShow } from "../../web/routes.ts";
import type { Provider } from "./provider-chosen.ts";

/** So many are found at a glance; beyond them a search stands above. */
const atAGlance = 10;

export type ProvidersAsked = {
  providers: readonly Provider[];
  /** The words that somebody looks for in the names. */
  find: string;
  /** The page that they are to come to. */
  returnTo: string;
};

/** Asks whose account somebody has: links to each provider in the order of the file, by name and with a search where they are many. */
export function chooseProviderPage({ providers, find, returnTo }: ProvidersAsked): PageToShow {
  const isMany = providers.length > atAGlance;
  const inOrder = isMany
    ? providers.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)))
    : providers;
  const found = inOrder.filter((provider) => isFound(provider, find));
  const to = (words: Record<string, string>) =>
    `/sign-in?${new URLSearchParams({ ...words, return: returnTo })}`;
  return {
    title: "Where do you work?",
    children: (
      <>
        <h1 class="govuk-heading-l">Where do you work?</h1>
        <p class="govuk-body">You sign in with the account that you have there.</p>
        {isMany && (
          <form action="/sign-in" method="get" novalidate>
            <input type="hidden" name="choose" value="yes" />
            <input type="hidden" name="return" value={returnTo} />
            <GovukInput
              id="find"
              name="find"
              value={find}
              label={{ text: "Find by name" }}
              hint={{ text: "Your council, school, trust or agency, or a part of its name" }}
              classes="govuk-input--width-20"
              autocomplete="organization"
              spellcheck={false}
            />
            <GovukButton text="Find" classes="govuk-button--secondary" />
          </form>
        )}
        {found.length > 0 && (
          <ul class="govuk-list govuk-list--spaced">
            {found.map((provider) => (
              <li key={provider.key}>
                <a class="govuk-link" href={to({ at: provider.key ?? "" })}>
                  {nameOf(provider)}
                </a>
                {provider.hint && <div class="govuk-hint govuk-!-margin-bottom-0">{provider.hint}</div>}
              </li>
            ))}
          </ul>
        )}
        {found.length === 0 && (
          <p class="govuk-body">
            No name here has ‘{find}’ in it. Write less of it, or{" "}
            <a class="govuk-link" href={to({ choose: "yes" })}>
              look through all
            </a>
            .
          </p>
        )}
        <p class="govuk-body">
          Is it not here? Ask the person who looks after Keepsight in your authority how you sign in.
        </p>
      </>
    ),
  };
}

const nameOf = ({ key = "", name = key }: Provider) => name;

function isFound(provider: Provider, find: string): boolean {
  const told = `${nameOf(provider)} ${provider.hint ?? ""}`.toLowerCase();
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => told.includes(word));
}
