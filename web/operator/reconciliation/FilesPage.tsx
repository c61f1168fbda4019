import { type AnyRouter, Link } from '@tanstack/react-router'
import { type ChangeEvent, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { importStatement, listProviderFiles } from '#contract/reconciliation.ts'
import { queryClient, useAct, useAsk } from '../../lib/ask.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { operatorPaths as paths } from '../../lib/paths.ts'
import { sayDay, sayMinute } from '../../lib/time.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ReconciliationDesk } from './Parts.tsx'
import { fileStateWords, sayFault } from './words.ts'

type Files = ReplyOf<typeof listProviderFiles>
type Imported = ReplyOf<typeof importStatement>

/** Every file that came, and where a statement of the town's own account is brought in. */
export function FilesPage() {
  return (
    <ReconciliationDesk title="ファイル">
      <ImportForm />
      <Asked of={useAsk(listProviderFiles)}>
        {({ reports, statements }) => (
          <>
            <Statements statements={statements} />
            <Reports reports={reports} />
          </>
        )}
      </Asked>
    </ReconciliationDesk>
  )
}

const fileButtonClass = [
  buttonClass('outline', 'large'),
  'self-start has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink',
].join(' ')

function ImportForm() {
  const [imported, setImported] = useState<Imported | null>(null)
  const act = useAct(importStatement)
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const field = event.target
    const file = field.files?.[0]
    if (!file) return
    setImported(null)
    const content = toBase64(new Uint8Array(await file.arrayBuffer()))
    const answer = await act.send({ body: { id: makeId(), name: file.name, content } })
    // The same file can be chosen again once it was mended.
    field.value = ''
    if (!answer) return
    setImported(answer)
    if (answer.state === 'imported') await queryClient.invalidateQueries()
  }
  return (
    <section className="flex max-w-2xl flex-col gap-3 rounded-16 border border-line bg-card p-4">
      <h2 className="text-lg font-bold">街の口座の入出金明細を取り込む</h2>
      <p className="text-ink-soft">
        銀行から受け取った全銀形式（1件200桁）のファイルを、そのまま選んでください。決済会社からの入金を見つけて記帳します。
      </p>
      {/* The browser's own words on a file field follow the browser's language and not the page's. */}
      <label className={fileButtonClass}>
        {act.busy ? '取り込んでいます…' : '入出金明細のファイルを選ぶ'}
        <input
          type="file"
          onChange={(event) => void choose(event)}
          aria-busy={act.busy}
          className="sr-only"
        />
      </label>
      <TroubleNotice trouble={act.trouble} />
      <div aria-live="polite">{imported ? <Outcome imported={imported} /> : null}</div>
    </section>
  )
}

function Outcome({ imported }: { imported: Imported }) {
  if (imported.state === 'known')
    return <Notice>このファイルは取り込み済みです。何も変わっていません。</Notice>
  if (imported.state === 'unreadable') {
    return (
      <Notice tone="bad" title="取り込みませんでした。ファイルに誤りがあります">
        <ul className="list-disc pl-5">
          {imported.faults.map((fault) => (
            <li key={`${fault.line}-${fault.column}`}>{sayFault(fault)}</li>
          ))}
        </ul>
      </Notice>
    )
  }
  return (
    <Notice tone="good" title={`${sayNumber(imported.fresh)}件を取り込みました`}>
      {imported.known > 0 ? `${sayNumber(imported.known)}件は、前のファイルで取り込み済みでした。` : null}
    </Notice>
  )
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

function Statements({ statements }: { statements: Files['statements'] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">街の口座の入出金明細</h2>
      {statements.length === 0 ? <p>まだ取り込まれていません。</p> : null}
      {statements.length === 0 ? null : (
        <Rows>
          {statements.map((each) => (
            <li key={each.id}>
              <Link<AnyRouter, string, string>
                to={paths.bankStatement.replace('$statementId', each.id)}
                className={rowLinkClass}
              >
                <RowBody
                  title={`${sayDay(each.fromOn)}〜${sayDay(each.untilOn)}`}
                  note={`${each.name}・${each.importedBy}が${sayMinute(each.importedAt)}に取り込み`}
                  end={`${sayNumber(each.rows)}件`}
                  leads
                />
              </Link>
            </li>
          ))}
        </Rows>
      )}
    </section>
  )
}

function Reports({ reports }: { reports: Files['reports'] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">決済会社の照合ファイル</h2>
      {reports.length === 0 ? <p>まだ届いていません。</p> : null}
      {reports.length === 0 ? null : (
        <Rows>
          {reports.map((each) => (
            <li key={each.id}>
              <Link<AnyRouter, string, string>
                to={paths.providerFile.replace('$fileId', each.id)}
                className={rowLinkClass}
              >
                <RowBody
                  title={`${each.title}・${sayDay(each.day)}`}
                  note={`${each.name}・${sayMinute(each.receivedAt)}に受信`}
                  end={`${fileStateWords[each.state]}・${sayNumber(each.rows)}件`}
                  leads
                />
              </Link>
            </li>
          ))}
        </Rows>
      )}
    </section>
  )
}
