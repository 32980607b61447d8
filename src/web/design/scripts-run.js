// Runs before the page is drawn, so that what a script will hide does not flash up first.
document.body.className += " js-enabled govuk-frontend-supported";
