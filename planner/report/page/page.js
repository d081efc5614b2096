"use strict";
(function () {
  var settings = {responsive: true, displaylogo: false, modeBarButtonsToRemove: ["lasso2d", "select2d"]};
  function draw(place) {
    var figure = JSON.parse(document.getElementById(place.id + "-figure").textContent);
    Plotly.newPlot(place, figure.data, figure.layout, settings);
  }
  document.querySelectorAll(".chart").forEach(function (place) {
    var folded = place.closest("details:not([open])");
    if (folded) {
      folded.addEventListener("toggle", function () { draw(place); }, {once: true});
    } else {
      draw(place);
    }
  });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".chart.js-plotly-plot").forEach(function (place) { Plotly.Plots.resize(place); });
  });
})();
