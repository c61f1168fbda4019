import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readTerms } from '#contract/residents.ts'
import { useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Screen } from '../Screen.tsx'
import { languageUsed } from '../../lib/i18n/language.ts'
import { Notice } from '../../ui/Notice.tsx'
import { t } from '../words/residents.ts'

const articleHeading = /^第.+条/

type Document = ReplyOf<typeof readTerms>['documents'][number]

/** The terms of use and the privacy policy in full; going on needs the tick. */
export function TermsPage() {
  const query = useAsk(readTerms)
  const [agreed, setAgreed] = useState(false)
  const navigate = useNavigate()
  const versionOf = (kind: Document['kind']) =>
    query.data?.documents.find((document) => document.kind === kind)?.version
  const terms = versionOf('terms')
  const privacy = versionOf('privacy')
  const goOn = () => {
    if (terms && privacy) void navigate({ to: paths.signUp, search: { terms, privacy } })
  }
  return (
    <Screen
      title={t('terms')}
      back={paths.welcome}
      nav={false}
      actions={
        <>
          <Checkbox checked={agreed} onChange={setAgreed}>
            {t('agree')}
          </Checkbox>
          <Button size="large" wide disabled={!agreed || !terms || !privacy} onPress={goOn}>
            {t('agreeAndGoOn')}
          </Button>
        </>
      }
    >
      <p>{t('readToTheEnd')}</p>
      {languageUsed() === 'ja' ? null : <Notice>{t('termsInJapanese')}</Notice>}
      <Asked of={query}>
        {({ documents }) => documents.map((document) => <FullText key={document.kind} document={document} />)}
      </Asked>
    </Screen>
  )
}

function FullText({ document }: { document: Document }) {
  return (
    <section lang="ja" className="flex flex-col gap-3 rounded-16 border border-line bg-card p-4">
      <h2 className="text-lg font-bold">{document.title}</h2>
      <p lang={languageUsed()} className="text-sm text-ink-soft">
        {t('version', { version: document.version })}
      </p>
      {document.paragraphs.map((paragraph, index) =>
        articleHeading.test(paragraph) ? (
          <h3 key={index} className="pt-2 font-bold">
            {paragraph}
          </h3>
        ) : (
          <p key={index}>{paragraph}</p>
        ),
      )}
    </section>
  )
}
