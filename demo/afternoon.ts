// Early in the afternoon, whenever pictures are taken: there is something to see of the day, and it is within the hours.
const east = 14 - new Date().getUTCHours();
// The signs of these zones are the wrong way round.
process.env.TZ = `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
