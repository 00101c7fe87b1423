/** Files, workbooks and imports. */
import type { RefusalText } from './refusal-text.ts'

export const fileRefusals = {
  file_not_found: {
    status: 400,
    text: '找不到文件 {file}。请检查文件名和所在的文件夹。',
    english: 'The file {file} was not found. Check its name and folder.',
  },
  file_unwritable: {
    status: 400,
    text: '文件 {file} 写不进去（{cause}）。请检查文件夹是否存在、是否有写入权限。',
    english: 'The file {file} cannot be written ({cause}). Check that the folder exists and may be written.',
  },
  file_empty: {
    status: 400,
    text: '文件 {file} 是空的，没有可以读取的内容。',
    english: 'The file {file} is empty; there is nothing to read.',
  },
  file_too_large: {
    status: 413,
    text: '文件 {file} 有 {size}，超过了 {limit} 的上限。请按月份或部门拆成几个文件再导入。',
    english:
      'The file {file} has {size}, more than the {limit} allowed. Split it by month or department and import the parts.',
  },
  file_wrong_type: {
    status: 415,
    text: '文件 {file} 实际上是{found}，不能读取。请用 Excel 或 WPS 打开后另存为“Excel 工作簿（.xlsx）”或 CSV，再重新导入。',
    english:
      'The file {file} really is {found} and cannot be read. Save it as an Excel workbook (.xlsx) or CSV with Excel or WPS and import it again.',
  },
  file_encrypted: {
    status: 415,
    text: '文件 {file} 设置了打开密码。请用 Excel 或 WPS 打开，在“文件—信息—保护工作簿”里去掉密码，保存后再导入。',
    english:
      'The file {file} asks for a password to open. Remove it in Excel or WPS (File, Info, Protect Workbook), save and import again.',
  },
  file_bomb: {
    status: 413,
    text: '文件 {file} 没有读取：{cause}，与正常的工作簿不符。请把内容复制到一个新的工作簿再导入。',
    english:
      'The file {file} was not read: {cause}, unlike an ordinary workbook. Copy its contents into a new workbook and import that.',
  },
  file_damaged: {
    status: 422,
    text: '文件 {file} 已损坏或不规范：{cause}。请用 Excel 或 WPS 打开后另存为新的工作簿，再重新导入。',
    english:
      'The file {file} is damaged or irregular: {cause}. Save it as a new workbook with Excel or WPS and import it again.',
  },
  file_formula: {
    status: 422,
    text: '文件 {file} 的工作表“{sheet}”的 {cell} 是公式，但文件里没有保存计算结果。请用 Excel 或 WPS 打开、保存一次，再重新导入。',
    english:
      'In {file}, sheet “{sheet}”, {cell} is a formula without a stored result. Open and save the file once with Excel or WPS, then import it again.',
  },
  file_encoding: {
    status: 422,
    text: '文件 {file} 的文字编码认不出来（既不是 UTF-8、UTF-16，也不是 GBK/GB18030）。请用 Excel 打开后另存为“CSV UTF-8”或 XLSX。',
    english:
      'The encoding of {file} is neither UTF-8, UTF-16 nor GBK/GB18030. Save it as CSV UTF-8 or XLSX with Excel.',
  },
  file_csv: {
    status: 422,
    text: '文件 {file} 第 {line} 行附近的引号不成对，无法分清各列。请改正后再导入。',
    english:
      'Near line {line} of {file} the quotation marks do not pair, so that columns cannot be told apart. Correct this and import again.',
  },
  sheet_too_large: {
    status: 413,
    text: '文件 {file} 的工作表“{sheet}”{cause}，超过了上限。请删去无关的内容，或拆成几个文件再导入。',
    english:
      'In {file}, the sheet “{sheet}” is too large: {cause}. Remove what does not belong there, or split it into several files.',
  },
  sheet_too_long_to_write: {
    status: 413,
    text: '“{sheet}”超过 {limit} 行，一张 Excel 工作表放不下。请缩小范围，或导出为 CSV。',
    english:
      '“{sheet}” has more than {limit} rows, too many for one Excel sheet. Narrow it down, or export CSV.',
  },
  sheet_unknown: {
    status: 400,
    text: '文件 {file} 里没有工作表“{sheet}”，只有：{sheets}。',
    english: 'The file {file} has no sheet “{sheet}”, only: {sheets}.',
  },
  import_headings: {
    status: 422,
    text: '表头有问题，一行也没有导入：{problems}。请改正表头，或指明不需要导入的列。',
    english:
      'The headings have problems and no row was imported: {problems}. Correct them, or say which columns are not needed.',
  },
  import_object_unknown: {
    status: 400,
    text: '没有“{object}”这种记录，可以导入的有：{objects}。',
    english: 'There are no records called “{object}”; these can be imported: {objects}.',
  },
  file_changed: {
    status: 409,
    text: '文件 {file} 在导入之后被改动过，取不回被退回的行。请重新导入。',
    english:
      'The file {file} was changed after the import, so the refused rows cannot be fetched. Import it again.',
  },
  import_not_yours: {
    status: 403,
    text: '您的角色不能{verb}“{object}”，所以不能导入这样的工作表。请把它设为不导入，或请有权限的人来导入。',
    english: 'Your role may not {verb} “{object}”. Leave that sheet out, or ask somebody who may.',
  },
  import_filing: {
    status: 403,
    text: '产品备案不能用导入登记：由事业部提议、研发中心同意、财务备案，各由不同的人来做。请到“产品与价格”打开产品办理；原有的名录只能在第一个月关账之前导入。',
    english:
      'Filings cannot be imported: the unit proposes, the R&D centre agrees, finance files. Open the product under Products; an existing catalogue can be imported only before the first month is closed.',
  },
  import_approved: {
    status: 403,
    text: '导入的超常加分不能带批准人（{person}）：加分由第二个人在“考评”里看过申请之后批准。请删去批准人和批准时间两列。',
    english:
      'Imported raises cannot carry an approval ({person}): a second person approves them under Appraisal. Leave out the approver.',
  },
  import_not_checked: {
    status: 409,
    text: '要先看过这份文件会改动什么，才能导入。请重新检查一次。',
    english: 'Look at what this file would change before importing it. Please check it again.',
  },
  import_undone: {
    status: 409,
    text: '“{file}”这次导入已经由 {who} 撤回。',
    english: 'The import of “{file}” was already taken back by {who}.',
  },
  import_kept_by: {
    status: 409,
    text: '不能撤回：{reasons}。',
    english: 'This import cannot be taken back: {reasons}.',
  },
  upload_gone: {
    status: 410,
    text: '文件 {file} 已经删除（上传后只保留 {days} 天）。请重新上传。',
    english: 'The file {file} is no longer kept (files are kept for {days} days). Please send it again.',
  },
  upload_over: {
    status: 409,
    text: '这份文件已经导入或撤回，不能再改。',
    english: 'This file was already imported or withdrawn.',
  },
  upload_changed: {
    status: 409,
    text: '检查的时候，这份文件的设置又改过。请重新检查。',
    english: 'The settings of this file were changed during the check. Please check it again.',
  },
  upload_too_many: {
    status: 409,
    text: '您已经有 {most} 份上传后没有处理的文件。请先导入或撤回其中一些。',
    english: 'You already have {most} files waiting. Import or withdraw some of them first.',
  },
  upload_busy: {
    status: 409,
    text: '这份文件正在处理，请等它完成，或先停止。',
    english: 'This file is being worked on. Wait for it, or stop it first.',
  },
  import_folder_empty: {
    status: 400,
    text: '文件夹 {folder} 里没有可以导入的 XLSX 或 CSV 文件。',
    english: 'The folder {folder} has no XLSX or CSV files to import.',
  },
} as const satisfies Record<string, RefusalText>
