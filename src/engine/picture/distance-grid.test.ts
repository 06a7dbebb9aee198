import { expect, test } from 'vitest';
import { gridDistances } from './distance-grid';
import { polygonDistance } from './feather';

/** A concave polygon with a corner that is given twice. */
const polygon = [10, 10, 40, 12, 25, 22, 25, 22, 44, 41, 12, 38];
const nodes = { x: -7.5, y: -4, spacing: 2.5, columns: 27, rows: 24 };

test('is the distance to the polygon up to its reach, and that beyond', () => {
  const reach = 9;
  const distances = new Float32Array(nodes.columns * nodes.rows);
  gridDistances(polygon, nodes, reach, distances);
  const seen = { inside: 0, outside: 0, beyond: 0 };
  distances.forEach((distance, i) => {
    const x = nodes.x + (i % nodes.columns) * nodes.spacing;
    const y = nodes.y + Math.floor(i / nodes.columns) * nodes.spacing;
    const exact = polygonDistance(polygon, x, y);
    expect(distance).toBeCloseTo(Math.min(reach, Math.max(-reach, exact)), 4);
    seen[exact < 0 ? 'inside' : exact < reach ? 'outside' : 'beyond']++;
  });
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
});
