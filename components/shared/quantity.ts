/**
 * Thousandths of a CPU as the API server writes them down. In any other form they look changed by
 * somebody after each refresh.
 */
export function cpu(millicores: number): string {
  return millicores % 1000 === 0 ? String(millicores / 1000) : `${millicores}m`;
}

/** MiB, of memory or of a disk, in the same way. */
export function memory(mebibytes: number): string {
  const [size, unit] = [
    [mebibytes / 1024 ** 2, "Ti"] as const,
    [mebibytes / 1024, "Gi"] as const,
  ].find(([count]) => Number.isInteger(count)) ?? [mebibytes, "Mi"];
  return `${size}${unit}`;
}
