import { Link } from '@tanstack/react-router'
import { startCardRecovery } from '#contract/recovery.ts'
import { useAct } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Screen } from '../Screen.tsx'

/** Two ways back in for somebody who can take no second step: the card at once, or the desk. */
export function LostPhone({ challengeId, onBack }: { challengeId: string; onBack: () => void }) {
  const { cardAppName } = useTown()
  const act = useAct(startCardRecovery)
  const start = async () => {
    const reply = await act.send({ body: { challengeId } })
    if (reply) location.assign(reply.redirectUrl)
  }
  return (
    <Screen key="lost" title="スマートフォンをなくしたとき" nav={false}>
      <p>
        電話番号を新しくして、2段階認証を設定し直します。前の端末からはログアウトし、残高とポイントはそのまま引き継がれます。
      </p>
      <section className="flex flex-col gap-3 rounded-16 border border-line bg-card p-4">
        <h2 className="text-lg font-bold">マイナンバーカードで復旧する</h2>
        <p>このアカウントで認証したカードと、4桁のパスワードがあれば、いますぐ復旧できます。</p>
        <TroubleNotice trouble={act.trouble} />
        <Button size="large" wide busy={act.busy} onPress={() => void start()}>
          「{cardAppName}」へ進む
        </Button>
      </section>
      <section className="flex flex-col gap-3 rounded-16 border border-line bg-card p-4">
        <h2 className="text-lg font-bold">窓口で復旧する</h2>
        <p>
          カードがないときは、運転免許証など顔写真つきの書類を持って、運営の窓口へお越しください。窓口でお渡しするコードを、新しいスマートフォンで入力します。
        </p>
        <Link to={paths.deskRecovery} className={buttonClass('outline', 'normal', true)}>
          窓口のコードを入力する
        </Link>
      </section>
      <Button look="quiet" onPress={onBack}>
        2段階認証に戻る
      </Button>
    </Screen>
  )
}
