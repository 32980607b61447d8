import { GovukPhaseBanner, GovukServiceNavigation } from "./components.generated.ts";
import { hidden } from "./form-fields.ts";
import type { Frame } from "./page.tsx";

/** More than these beside the service's name would need a second line on a desk's screen. */
const mostItems = 7;
/** A list of so many is taken in at a glance. */
const mostUngrouped = 7;

/** The council's name in its colour, the search box, the person who is signed in, and the navigation. */
export function Header({ council, signedInAs, navigation, searchAt, csrf, demonstration }: Frame) {
  const all = navigation.length <= mostItems;
  const first = all ? navigation : navigation.slice(0, mostItems - 1);
  const more = navigation.slice(first.length);
  return (
    <header class="govuk-template__header">
      {council.name && (
        <div class="keepsight-header">
          <div class="govuk-width-container keepsight-header__row">
            <span class="keepsight-header__council">{council.name}</span>
            {searchAt && <SearchBox action={searchAt} csrf={csrf} />}
            {signedInAs && (
              <div class="keepsight-header__person">
                <span>
                  {signedInAs.name}, {signedInAs.role}
                </span>
                <a href="/sign-out">Sign out</a>
              </div>
            )}
          </div>
        </div>
      )}
      <GovukServiceNavigation
        serviceName="Keepsight"
        serviceUrl="/"
        ariaLabel="Keepsight"
        navigationLabel="Main"
        navigation={first.map(({ group, ...item }) => item)}
        {...(more.length > 0 && { slots: { navigationEnd: <More items={more} /> } })}
      />
      {demonstration && (
        <div class="govuk-width-container">
          <GovukPhaseBanner
            tag={{ text: "Demonstration" }}
            text="Every child, family and school here is invented."
          />
        </div>
      )}
    </header>
  );
}

/** The less used items, behind a word that needs no script to open. */
function More({ items }: { readonly items: Frame["navigation"] }) {
  const current = items.find((item) => item.current);
  const kinds = [
    "govuk-service-navigation__item keepsight-more",
    current && "govuk-service-navigation__item--active",
  ];
  return (
    <li class={kinds.filter(Boolean).join(" ")}>
      <details>
        <summary class="govuk-service-navigation__link">{current ? `More: ${current.text}` : "More"}</summary>
        {items.length > mostUngrouped ? <InGroups items={items} /> : <Items items={items} />}
      </details>
    </li>
  );
}

/** A long list is looked through group by group. */
function InGroups({ items }: { readonly items: Frame["navigation"] }) {
  const groups = [...Map.groupBy(items, ({ group = "" }) => group)];
  return (
    <div class="keepsight-more__groups">
      {groups.map(([group, inGroup], at) => (
        <div key={group} class="keepsight-more__group">
          <p id={`more-${at}`}>{group}</p>
          <Items items={inGroup} labelledBy={`more-${at}`} />
        </div>
      ))}
    </div>
  );
}

function Items({ items, labelledBy }: { readonly items: Frame["navigation"]; labelledBy?: string }) {
  return (
    <ul aria-labelledby={labelledBy}>
      {items.map(({ text, href, current }) => (
        <li key={href}>
          <a class="govuk-link" href={href} aria-current={current ? "page" : undefined}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Posted, because a child's name must not stand in an address or a log line. */
function SearchBox({ action, csrf }: { readonly action: string; readonly csrf: string }) {
  return (
    <search>
      {" "}
      <form class="keepsight-search" action={action} method="post">
        <input type="hidden" name={hidden.csrf} value={csrf} />
        <label class="govuk-visually-hidden" for="keepsight-sought">
          Find a child by name, date of birth, UPN or case reference, in any order
        </label>
        <input
          class="govuk-input keepsight-search__input"
          id="keepsight-sought"
          name="sought"
          type="search"
          placeholder="Name, birth date, UPN or case"
          autocomplete="off"
          spellcheck={false}
        />
        <button type="submit" class="keepsight-search__button">
          Search
        </button>
      </form>
    </search>
  );
}

/** The foot of every page. */
export function Footer() {
  return (
    <footer class="keepsight-footer">
      <div class="govuk-width-container">
        <ul class="keepsight-footer__links">
          <li>
            <a href="/concern">Worried about a child? Tell us without an account</a>
          </li>
          <li>
            <a href="/accessibility">Accessibility statement</a>
          </li>
        </ul>
        <p>Keepsight keeps sight of every child who is missing education.</p>
      </div>
    </footer>
  );
}
