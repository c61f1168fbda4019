import { type FormEvent, useState } from 'react'
import { answerQuestion } from '#contract/joining.ts'
import { useAct } from '../../lib/ask.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { ShopLink } from '../ShopLink.tsx'
import type { Application } from './ApplicationPage.tsx'
import { Documents } from './Documents.tsx'
import { Summary } from './Summary.tsx'
import { stateWords } from './words.ts'

const tones = {
  ...({ draft: 'info', sent: 'info', screening: 'info' } as const),
  ...({ asked: 'warning', approved: 'good', declined: 'info' } as const),
}

type SentApplicationProps = { application: Application; token: string; onChange: () => void }

/** How an application stands that was sent, and what the office wants to know. */
export function SentApplication({ application, token, onChange }: SentApplicationProps) {
  const { state, sentAt, questions, documents, form, reason, storeNumber } = application
  const { title, text } = stateWords[state]
  const open = questions.find(({ answer }) => answer === null)
  return (
    <Page title="加盟店のお申し込み" top={<TopBar />}>
      <Way state={state} />
      <Notice tone={tones[state]} title={title}>
        <p>
          {state === 'approved' && application.fixed.length > 0
            ? 'いつものログインのまま、「メニュー」の「お店の切り替え」から選べます。'
            : text}
        </p>
        {reason ? <p className="pt-2 whitespace-pre-line">理由：{reason}</p> : null}
        {storeNumber ? <p className="pt-2 font-bold">お店の番号 {storeNumber}</p> : null}
      </Notice>
      {state === 'approved' ? (
        <ShopLink to={merchantPaths.signIn} className={buttonClass('coin', 'large', true)}>
          加盟店アプリへ
        </ShopLink>
      ) : null}
      {state === 'declined' ? (
        <ShopLink to={merchantPaths.join} className={buttonClass('outline', 'large', true)}>
          もう一度申し込む
        </ShopLink>
      ) : null}
      {open ? (
        <section
          aria-label="事務局からの質問"
          className="flex flex-col gap-4 rounded-16 border-2 border-yellow-500 bg-card p-4"
        >
          <h2 className="text-lg font-bold">事務局からの質問</h2>
          <p className="whitespace-pre-line">{open.text}</p>
          <Documents token={token} documents={documents} />
          <AnswerForm token={token} questionId={open.id} onDone={onChange} />
        </section>
      ) : null}
      <Answered questions={questions} />
      <details className="rounded-16 border border-line bg-card p-4">
        <summary className="min-h-11 cursor-pointer content-center font-bold">
          お申し込みの内容{sentAt ? `（${sayMinute(sentAt)}）` : ''}
        </summary>
        <div className="flex flex-col gap-4 pt-3">
          <Summary form={form} />
          <p>書類 {documents.length}つ</p>
        </div>
      </details>
    </Page>
  )
}

const ways = ['受付', '確認中', '結果'] as const

/** The way of an application in three stations. */
function Way({ state }: { state: Application['state'] }) {
  const at = state === 'sent' ? 0 : state === 'approved' || state === 'declined' ? 2 : 1
  return (
    <ol className="grid grid-cols-3 gap-2 text-center text-sm">
      {ways.map((name, index) => (
        <li
          key={name}
          aria-current={index === at ? 'step' : undefined}
          className={`border-t-4 pt-2 font-bold ${index <= at ? 'border-coin-700' : 'border-line text-ink-soft'}`}
        >
          {name === '確認中' && state === 'asked' ? '質問あり' : name}
        </li>
      ))}
    </ol>
  )
}

function AnswerForm({
  token,
  questionId,
  onDone,
}: {
  token: string
  questionId: string
  onDone: () => void
}) {
  const act = useAct(answerQuestion)
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (text.trim() !== '' && (await act.send({ body: { token, questionId, text: text.trim() } }))) onDone()
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <TextArea
        label="お返事"
        value={text}
        onChange={setText}
        maxLength={2000}
        error={tried && text.trim() === '' ? 'お返事を入力してください。' : undefined}
      />
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" size="large" wide busy={act.busy}>
        お返事を送る
      </Button>
    </form>
  )
}

function Answered({ questions }: { questions: Application['questions'] }) {
  const answered = questions.filter(({ answer }) => answer !== null)
  if (answered.length === 0) return null
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">これまでのやりとり</h2>
      {answered.map((each) => (
        <div key={each.id} className="flex flex-col gap-2 rounded-16 border border-line bg-card p-4">
          <p className="whitespace-pre-line">{each.text}</p>
          <p className="border-l-4 border-coin-200 pl-3 whitespace-pre-line">{each.answer}</p>
        </div>
      ))}
    </section>
  )
}
