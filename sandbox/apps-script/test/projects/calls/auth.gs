/** An OAuth 2 client of its own, as small as they come. */
var Auth = (function () {
  var PROVIDER = 'https://calls.sample.test';
  function stored() { return PropertiesService.getUserProperties(); }
  return {
    token: function () { return stored().getProperty('token'); },
    forget: function () { stored().deleteProperty('token'); },
    url: function () {
      var state = ScriptApp.newStateToken().withMethod('authorized').withArgument('service', 'calls').withTimeout(600).createToken();
      var back = 'https://script.google.com/macros/d/' + ScriptApp.getScriptId() + '/usercallback';
      return PROVIDER + '/authorize?response_type=code&redirect_uri=' + encodeURIComponent(back) + '&state=' + encodeURIComponent(state);
    },
    redeem: function (code) {
      var lock = LockService.getUserLock();
      lock.waitLock(10000);
      try {
        var answer = UrlFetchApp.fetch(PROVIDER + '/token', {
          method: 'post',
          payload: { grant_type: 'authorization_code', code: code },
          headers: { Authorization: 'Basic ' + Utilities.base64Encode('id:secret') },
        });
        stored().setProperty('token', JSON.parse(answer.getContentText()).access_token);
      } finally {
        lock.releaseLock();
      }
    },
  };
})();

function authorized(request) {
  if (!request.parameter.code) return HtmlService.createHtmlOutput('Denied.');
  Auth.redeem(request.parameter.code);
  return HtmlService.createHtmlOutput('Signed in to ' + request.parameter.service + '. You may close this tab.').setTitle('Done');
}
