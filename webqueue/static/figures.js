// Draws the charts; the same figures stand in tables for those who cannot see them.

for (const place of document.querySelectorAll("[data-chart]")) {
  const chart = echarts.init(place, null, { renderer: "canvas" });
  // Tooltips are drawn, not made of markup, since the page's policy allows no styles in it.
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    tooltip: { renderMode: "richText" },
    ...JSON.parse(place.dataset.chart),
  });
  new ResizeObserver(() => chart.resize()).observe(place);
}
