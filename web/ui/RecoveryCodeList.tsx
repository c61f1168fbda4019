/** Ten codes to write down, in two columns. */
export function RecoveryCodeList({ codes }: { codes: readonly string[] }) {
  return (
    <ol className="grid grid-cols-2 gap-2 rounded-16 border border-line bg-card p-4 text-center text-lg font-bold tabular-nums">
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ol>
  )
}
