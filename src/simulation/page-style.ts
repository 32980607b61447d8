/** What only this page needs: charts side by side where there is room, and the signs of their key. */
export const pageStyle = `
.simulated-pair { display: grid; gap: 0 30px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 430px), 1fr)); }
.simulated-chart { margin: 0 0 10px; min-width: 0; }
.simulated-chart figcaption { font-weight: bold; margin-bottom: 5px; }
.simulated-chart__frame { overflow-x: auto; }
.simulated-chart__frame:focus { outline: 3px solid #ffdd00; box-shadow: 0 0 0 6px #0b0c0c; }
.simulated-chart svg { display: block; min-width: 400px; max-width: 100%; height: auto; }
.simulated-key { display: flex; flex-wrap: wrap; gap: 5px 20px; padding: 0; margin: 0 0 10px; list-style: none; }
.simulated-key svg { vertical-align: middle; margin-right: 6px; }
.simulated-section { margin-top: 50px; }
.simulated-section h2, .simulated-section h3 { break-after: avoid; }
@media print {
  .simulated-pair { grid-template-columns: 1fr 1fr; }
  .simulated-chart { break-inside: avoid; }
  .simulated-chart svg { min-width: 0; }
  .simulated-chart__frame { overflow: visible; }
  .simulated-section { margin-top: 20px; }
}
`;
