import { useParams } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { documentPath, readApplicationAtOffice } from '#contract/joining.ts'
import { useAsk } from '../../lib/ask.ts'
import { operatorPaths as paths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Desk } from '../Desk.tsx'
import { DeskLink } from '../DeskLink.tsx'
import { Checks } from './Checks.tsx'
import { Deeds } from './Deeds.tsx'
import { alikeWords, sayHours, stateWords } from './words.ts'

export type Known = ReplyOf<typeof readApplicationAtOffice>

/** One application with everything that two people need to decide. */
export function ApplicationPage() {
  const { applicationId } = useParams({ strict: false }) as { applicationId: string }
  const query = useAsk(readApplicationAtOffice, { params: { applicationId } })
  return (
    <Desk title={query.data?.form.storeName ?? 'お申し込み'}>
      <DeskLink to={paths.applications} className="font-bold text-coin-800 underline underline-offset-4">
        お申し込みの一覧へ
      </DeskLink>
      <Asked of={query}>{(known) => <Detail known={known} />}</Asked>
    </Desk>
  )
}

function Detail({ known }: { known: Known }) {
  const { decision, state } = known
  const open = decision === null
  return (
    <div className="grid gap-6 lg:grid-cols-[1fr_24rem] lg:items-start">
      <div className="flex min-w-0 flex-col gap-5">
        {decision ? (
          <Notice tone={state === 'approved' ? 'good' : 'info'} title={stateWords[state]}>
            {decision.by}が{sayMinute(decision.at)}に決めました。
            {decision.storeNumber ? `お店の番号は ${decision.storeNumber} です。` : ''}
            {decision.reason ? (
              <span className="block whitespace-pre-line">理由：{decision.reason}</span>
            ) : null}
          </Notice>
        ) : null}
        <Form known={known} />
        <Documents known={known} />
        <Alike alike={known.alike} />
        <Questions questions={known.questions} />
      </div>
      <div className="flex flex-col gap-6">
        <Checks known={known} open={open} />
        {open ? <Deeds known={known} /> : null}
      </div>
    </div>
  )
}

const kindNames = { corporate: '法人', sole: '個人', group: '団体（法人番号なし）' }

function Form({
  known: { form, furtherOf, mail, bankName, branchName, holderMatches, sentAt, termsVersion },
}: {
  known: Known
}) {
  const { categories, pointsName } = useTown()
  const account = form.accountKind === 'futsu' ? '普通' : '当座'
  return (
    <>
      {furtherOf ? (
        <Notice tone="info" title="加盟店の追加のお店です">
          {furtherOf.merchantName}（{furtherOf.storeNames.join('、')}）の店主が、ログインして申し込みました。
        </Notice>
      ) : null}
      <Part
        title="事業者"
        facts={[
          ['形', form.kind ? kindNames[form.kind] : ''],
          ...(form.corporateNumber === '' ? [] : [['法人番号', form.corporateNumber] as const]),
          ['名前', form.businessName],
          ['カナ', form.businessKana],
          ['代表者・責任者', form.representative],
          ['メール（確認済み）', mail],
          ['規約への同意', `${termsVersion}版・${sayMinute(sentAt)}`],
        ]}
      />
      <Part
        title="お店"
        facts={[
          ['店名', form.storeName],
          ['カナ', form.storeKana],
          ['種類', categories.find(({ code }) => code === form.category)?.name ?? form.category],
          ['住所', `${form.address}（${form.ward}）`],
          ['電話', form.phone],
          ['営業時間', sayHours(form)],
          [pointsName, form.acceptsPoints ? '受け取る' : '受け取らない'],
          ['対象外商品の申告', form.excludedGoods.join('、') || 'なし'],
        ]}
      />
      <Part
        title="振込先"
        facts={[
          ['銀行', `${bankName ?? '一覧にない銀行'}（${form.bankCode}）`],
          ['支店', `${branchName ?? '一覧にない支店'}（${form.branchCode}）`],
          ['口座', `${account} ${form.accountNumber}`],
          ['名義', form.holderKana],
        ]}
      />
      {holderMatches ? (
        <Notice tone="good">口座名義は、事業者の名前と合っています。</Notice>
      ) : (
        <Notice tone="warning" title="口座名義が、事業者の名前と合いません">
          通帳の写しで確かめ、分からなければ質問してください。
        </Notice>
      )}
    </>
  )
}

function Part({ title, facts }: { title: string; facts: (readonly [string, string])[] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">{title}</h2>
      <Facts facts={facts} />
    </section>
  )
}

const typeNames = { 'application/pdf': 'PDF', 'image/jpeg': '写真（JPEG）', 'image/png': '画像（PNG）' }

function Documents({ known: { id, documents } }: { known: Known }) {
  const url = (documentId: string) =>
    `/api${documentPath.replace(':applicationId', id).replace(':documentId', documentId)}`
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">書類</h2>
      {documents.length === 0 ? <p>書類はありません。</p> : null}
      <ul className="flex flex-col gap-2">
        {documents.map((each) => (
          <li key={each.id} className="rounded-12 border border-line bg-card px-4 py-2">
            <a
              href={url(each.id)}
              download={each.name}
              className="inline-block min-h-11 content-center font-bold text-coin-800 underline"
            >
              {each.name}
            </a>
            <span className="block text-sm text-ink-soft">
              {typeNames[each.type]}・{Math.ceil(each.bytes / 1024)}KB・{sayMinute(each.addedAt)}
            </span>
          </li>
        ))}
      </ul>
      {documents.length === 0 ? null : (
        <p className="text-sm text-ink-soft">外から届いたファイルです。保存したことは記録に残ります。</p>
      )}
    </section>
  )
}

function Alike({ alike }: { alike: Known['alike'] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">似ている登録</h2>
      {alike.length === 0 ? <p>店名・電話番号・振込先・法人番号が同じものはありません。</p> : null}
      <ul className="flex flex-col gap-2">
        {alike.map((each) => (
          <li key={each.id} className="rounded-12 border-2 border-yellow-500 bg-card px-4 py-2">
            <p className="font-bold">
              {each.name}（{each.kind === 'store' ? '加盟店' : 'お申し込み'}）
            </p>
            <p>{each.by.map((by) => alikeWords[by]).join('・')}が同じです</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Questions({ questions }: { questions: Known['questions'] }) {
  if (questions.length === 0) return null
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">やりとり</h2>
      <ol className="flex flex-col gap-3 border-l-4 border-line pl-4">
        {questions.map((each) => (
          <li key={each.id} className="flex flex-col gap-1">
            <p>
              <span className="font-bold">{each.askedBy}</span>
              <span className="text-sm text-ink-soft"> {sayMinute(each.askedAt)}</span>
            </p>
            <p className="whitespace-pre-line">{each.text}</p>
            {each.answer === null ? (
              <p className="text-ink-soft">返事を待っています。</p>
            ) : (
              <p className="rounded-12 bg-card px-3 py-2 whitespace-pre-line">{each.answer}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
