import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { verifyMail } from '#contract/sign-in.ts'
import { codeOf, queryClient, useAct } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { meQuery } from '../../lib/session.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/sign-in.ts'

/**
 * The page that the link in the mail opens. It asks for one tap, because mail scanners open links by
 * themselves and would otherwise prove addresses that nobody reads.
 */
export function MailLinkPage() {
  const { token } = useSearch({ from: paths.mailVerification })
  const [mail, setMail] = useState<string | null>(null)
  const act = useAct(verifyMail)
  const signedOut = codeOf(act.trouble) === 'not_signed_in'
  const verify = async () => {
    const reply = await act.send({ body: { token: token ?? '' } })
    if (!reply) return
    setMail(reply.mail)
    await queryClient.invalidateQueries({ queryKey: meQuery.queryKey })
  }
  if (mail) {
    return (
      <Screen key="done" title={t('mailVerified')} nav={false}>
        <Notice tone="good">{t('mailVerifiedNote', { mail })}</Notice>
        <Link to={paths.proofs} className={buttonClass('coin', 'large', true)}>
          {t('toProofs')}
        </Link>
      </Screen>
    )
  }
  return (
    <Screen key="ask" title={t('mailProof')} nav={false}>
      {token && signedOut ? <SignInFirst token={token} /> : null}
      {token && !signedOut ? (
        <>
          <p>{t('mailProofNote')}</p>
          <TroubleNotice trouble={act.trouble} />
          <Button size="large" wide busy={act.busy} onPress={() => void verify()}>
            {t('verifyMail')}
          </Button>
        </>
      ) : null}
      {token ? null : <Notice tone="bad">{t('linkCutOff')}</Notice>}
      <Link to={paths.home} className={buttonClass('quiet')}>
        {t('toHome')}
      </Link>
    </Screen>
  )
}

/** The mail was opened in a browser where nobody is signed in: only the owner of the account can prove its address. */
function SignInFirst({ token }: { token: string }) {
  const next = `${paths.mailVerification}?${new URLSearchParams({ token })}`
  return (
    <>
      <Notice title={t('notSignedInHere')}>{t('signInAndGoOnNote')}</Notice>
      <Link to={paths.signIn} search={{ next }} className={buttonClass('coin', 'large', true)}>
        {t('signInAndGoOn')}
      </Link>
    </>
  )
}
