import { useParams } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readStatement } from '#contract/reconciliation.ts'
import { useAsk } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { sayDay } from '../../lib/time.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { cellClass, Mark, ReconciliationDesk, Table, YenCell } from './Parts.tsx'

type Statement = ReplyOf<typeof readStatement>
type Row = Statement['rows'][number]

/** One statement of the town's account, and what each movement pays for. */
export function StatementPage() {
  const { statementId } = useParams({ strict: false }) as { statementId: string }
  return (
    <ReconciliationDesk title="入出金明細">
      <Asked of={useAsk(readStatement, { params: { id: statementId } })}>
        {(statement) => (
          <>
            <div className="max-w-3xl">
              <Facts
                facts={[
                  ['期間', `${sayDay(statement.fromOn)}〜${sayDay(statement.untilOn)}`],
                  ['はじめの残高', sayYen(statement.opening)],
                  ['おわりの残高', sayYen(statement.closing)],
                  ['ファイル名', statement.name],
                ]}
              />
            </div>
            <Table label="入出金の表" columns={['日', '摘要', '¥お預り', '¥お支払', '内訳']}>
              {statement.rows.map((row) => (
                <Line key={row.number} row={row} />
              ))}
            </Table>
          </>
        )}
      </Asked>
    </ReconciliationDesk>
  )
}

function Line({ row }: { row: Row }) {
  return (
    <tr>
      <th scope="row" className={`${cellClass} font-normal`}>
        {sayDay(row.on)}
      </th>
      <td className={cellClass}>
        {row.summary} {row.payer}
      </td>
      <YenCell value={row.direction === 'in' ? row.amount : null} />
      <YenCell value={row.direction === 'out' ? row.amount : null} />
      <td className={cellClass}>
        <What row={row} />
      </td>
    </tr>
  )
}

function What({ row }: { row: Row }) {
  if (row.title === null) return <span className="text-ink-soft">対象外</span>
  if (!row.booked) return <Mark tone="bad">{row.title}・内訳が不明</Mark>
  const [first, last] = [row.days[0], row.days.at(-1)]
  if (!first || !last) return <Mark tone="wait">{row.title}・日を決めずに記帳</Mark>
  return (
    <Mark tone="good">
      {row.title}・{first === last ? sayDay(first) : `${sayDay(first)}〜${sayDay(last)}`}分
    </Mark>
  )
}
