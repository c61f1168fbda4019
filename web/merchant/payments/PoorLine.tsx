/** No answer comes, and the screen goes on asking by itself. */
export function PoorLine() {
  return (
    <output className="font-bold">
      通信が不安定です。結果がわかるまで自動で確認します。二重にはなりません。
    </output>
  )
}
