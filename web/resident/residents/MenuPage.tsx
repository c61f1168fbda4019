import { Link, useNavigate } from '@tanstack/react-router'
import { signOut } from '#contract/sign-in.ts'
import { forgetAnswers, useAct } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { rememberTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { IconBank, IconHistory, IconKey, IconOut, IconPerson, IconShield, IconShop } from '../../ui/icons.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { LanguageChoice } from '../LanguageChoice.tsx'
import { Screen } from '../Screen.tsx'

/** Everything that is not on the home screen. */
export function MenuPage() {
  const me = useMe()
  const green = [me.proofs.mail, me.proofs.sms, me.proofs.card].filter(Boolean).length
  return (
    <Screen title="メニュー">
      <p className="text-ink-soft">{me.mail}</p>
      <Rows>
        <li>
          <Link to={paths.profile} className={rowLinkClass}>
            <RowBody icon={<IconPerson />} title="お客さま情報" note="お名前（カナ）" leads />
          </Link>
        </li>
        <li>
          <Link to={paths.proofs} className={rowLinkClass}>
            <RowBody icon={<IconShield />} title="認証設定" note={`OK ${green}／3`} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.waysIn} className={rowLinkClass}>
            <RowBody icon={<IconKey />} title="ログイン方法" note="パスワード、Google、Apple" leads />
          </Link>
        </li>
        <li>
          <Link to={paths.devices} className={rowLinkClass}>
            <RowBody
              icon={<IconShield />}
              title="ログインと端末"
              note="端末の一覧、パスワード、メール"
              leads
            />
          </Link>
        </li>
        <li>
          <Link to={paths.topUpAccounts} className={rowLinkClass}>
            <RowBody icon={<IconBank />} title="金融機関口座" note="登録と一覧" leads />
          </Link>
        </li>
        <li>
          <Link to={paths.history} className={rowLinkClass}>
            <RowBody icon={<IconHistory />} title="履歴" leads />
          </Link>
        </li>
        <li>
          <Link to={paths.stores} className={rowLinkClass}>
            <RowBody icon={<IconShop />} title="使えるお店" leads />
          </Link>
        </li>
      </Rows>
      <LanguageChoice />
      <SignOut />
    </Screen>
  )
}

function SignOut() {
  const act = useAct(signOut)
  const navigate = useNavigate()
  const leave = async () => {
    if (!(await act.send())) return
    forgetAnswers()
    rememberTown()
    await navigate({ to: paths.welcome })
  }
  return (
    <>
      <TroubleNotice trouble={act.trouble} />
      <Rows>
        <li>
          <button type="button" className={rowLinkClass} onClick={() => void leave()}>
            <RowBody icon={<IconOut />} title="ログアウト" />
          </button>
        </li>
      </Rows>
      <Link to={paths.leave} className={buttonClass('quiet')}>
        退会について
      </Link>
    </>
  )
}
