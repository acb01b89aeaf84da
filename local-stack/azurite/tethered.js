// Azurite's blob service in a process that must not outlive the one that started it: not even when that one is killed outright.
const tether = Number(process.env.FRESHET_TETHER);
if (tether) {
  setInterval(() => {
    try {
      process.kill(tether, 0);
    } catch {
      process.exit(1);
    }
  }, 500).unref();
}
require(require("node:path").join(process.env.FRESHET_AZURITE, "node_modules/azurite/dist/src/blob/main.js"));
