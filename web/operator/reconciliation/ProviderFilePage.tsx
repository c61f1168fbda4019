import { useParams } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readProviderFile } from '#contract/reconciliation.ts'
import { useAsk } from '../../lib/ask.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { sayDay, sayMinute, saySecond } from '../../lib/time.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { cellClass, ReconciliationDesk, Table, YenCell } from './Parts.tsx'
import { fileStateWords, lineWords, sayFault } from './words.ts'

type File = ReplyOf<typeof readProviderFile>

/** One report of a provider, as it was received. */
export function ProviderFilePage() {
  const { fileId } = useParams({ strict: false }) as { fileId: string }
  return (
    <ReconciliationDesk title="照合ファイル">
      <Asked of={useAsk(readProviderFile, { params: { id: fileId } })}>
        {(file) => <Shown file={file} />}
      </Asked>
    </ReconciliationDesk>
  )
}

function Shown({ file }: { file: File }) {
  return (
    <>
      {file.faults.length === 0 ? null : (
        <Notice tone="bad" title="このファイルは突合に使えません">
          <ul className="list-disc pl-5">
            {file.faults.map((fault) => (
              <li key={`${fault.line}-${fault.column}`}>{sayFault(fault)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="max-w-3xl">
        <Facts
          facts={[
            ['決済会社', file.title],
            ['対象の日', sayDay(file.day)],
            ['ファイル名', file.name],
            ['状態', fileStateWords[file.state]],
            ['受信', sayMinute(file.receivedAt)],
            ['大きさ', `${sayNumber(file.bytes)}バイト`],
            [
              'SHA-256',
              <span key="hash" className="font-mono text-sm break-all">
                {file.sha256}
              </span>,
            ],
          ]}
        />
      </div>
      {file.rows.length === 0 ? null : (
        <Table
          label="ファイルの行の表"
          columns={['行', '種別', '¥金額', '¥手数料', '日時', '取引番号', '照会番号']}
        >
          {file.rows.map((row) => (
            <tr key={row.number}>
              <td className={cellClass}>{row.number}</td>
              <td className={cellClass}>{lineWords[row.kind]}</td>
              <YenCell value={row.amount} />
              <YenCell value={row.fee} />
              <td className={cellClass}>{saySecond(row.at)}</td>
              <td className={`${cellClass} text-sm`}>{row.orderId}</td>
              <td className={`${cellClass} text-sm`}>{row.providerRef}</td>
            </tr>
          ))}
        </Table>
      )}
    </>
  )
}
