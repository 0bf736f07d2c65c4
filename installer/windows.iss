; The Windows installer, made by Inno Setup 6 from the frozen tree in dist\ssj-desktop:
;     iscc /DVersion=0.1.0 installer\windows.iss
; ChineseSimplified.isl must lie in Inno Setup's folder Languages; docs/packaging.md says whence.
; Save this file with its byte order mark: without it Inno Setup reads no Chinese.

#ifndef Version
  #error Say which version: /DVersion=0.1.0
#endif
#define Name "双随机桌面"

[Setup]
; Never change it: by this a new version finds the old one.
AppId={{C1CE7F21-D497-45AF-AA53-7A88B56E7EBF}
AppName={#Name}
AppVersion={#Version}
AppVerName={#Name} {#Version}
VersionInfoVersion={#Version}
; Into the user's own folder: an office's account seldom is an administrator's.
PrivilegesRequired=lowest
DefaultDirName={autopf}\ssj-desktop
DisableProgramGroupPage=yes
DisableDirPage=auto
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
SetupIconFile=..\build\ssj.ico
UninstallDisplayIcon={app}\ssj-desktop.exe
UninstallDisplayName={#Name}
OutputDir=..\dist
OutputBaseFilename=ssj-desktop-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes

[Languages]
Name: "zh"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"

[InstallDelete]
; The libraries of the version before; nothing of the user's is in there.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\dist\ssj-desktop\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[Icons]
Name: "{autoprograms}\{#Name}"; Filename: "{app}\ssj-desktop.exe"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\ssj-desktop.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\ssj-desktop.exe"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

; What the uninstaller takes away is what was installed. Data files, their backups and the settings
; lie elsewhere (%LOCALAPPDATA%\双随机桌面, or where the office has put them) and stay.
