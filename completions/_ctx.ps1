# Completion of ctx for PowerShell: `ctx __complete` says what fits. Load it in $PROFILE with:
# ctx completions powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName ctx -ScriptBlock {
    param($current, $command, $cursor)
    $words = @($command.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { "$_" })
    # A point is appended, since PowerShell drops an empty argument.
    $lines = @(ctx __complete powershell @words "$current." 2>$null)
    if ($lines.Count -gt 1 -and $lines[0] -eq 'words') {
        foreach ($line in $lines[1..($lines.Count - 1)]) {
            $value, $about = $line -split "`t", 2
            $shown = if ($about) { $about } else { $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $shown)
        }
    }
}
