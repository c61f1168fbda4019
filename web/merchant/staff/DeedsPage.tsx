import { listStaffActs, type StaffDeed } from '#contract/staff.ts'
import { useAsk } from '../../lib/ask.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { RowBody, Rows } from '../../ui/ListRow.tsx'
import { ShopPage } from '../ShopPage.tsx'

const names: Record<StaffDeed, string> = {
  member_added: 'スタッフを追加',
  member_changed: 'スタッフの設定を変更',
  member_ended: 'アカウントを終了',
  member_invited: '招待メールを送信',
  pin_set: 'PINを決定',
  rules_changed: '返金の上限・ロックを変更',
  device_made: '端末をレジに設定',
  device_ended: 'レジの端末を停止',
  signed_out: 'ログイン中の端末をログアウト',
  entered_by_pin: 'PINでレジを開いた',
  entered_by_password: 'パスワードでレジを開いた',
  key_made: 'レジ連携のキーを作成',
  key_ended: 'レジ連携のキーを停止',
  webhook_made: '通知先を登録',
  webhook_secret_made: '通知先の鍵を更新',
  webhook_ended: '通知先を停止',
  store_changed: 'お店の情報を変更',
  account_requested: '振込先の変更を申し込み',
}

/** 操作の記録: who did what, newest first; payments and refunds name their doer on their own page. */
export function DeedsPage() {
  const query = useAsk(listStaffActs)
  return (
    <ShopPage title="操作の記録" back={merchantPaths.menu}>
      <p>最近の100件です。お会計と返金をした人は、それぞれのお支払いの詳細に表示されます。</p>
      <Asked of={query}>
        {({ acts }) =>
          acts.length === 0 ? (
            <p className="rounded-16 border border-line bg-card p-4">記録はまだありません。</p>
          ) : (
            <Rows>
              {acts.map((each) => (
                <li key={each.id}>
                  <RowBody
                    title={names[each.act]}
                    note={[sayMinute(each.at), each.by, each.about].filter(Boolean).join('　')}
                  />
                </li>
              ))}
            </Rows>
          )
        }
      </Asked>
    </ShopPage>
  )
}
