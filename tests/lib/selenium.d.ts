/** The module by the path that Node finds it at; its types know the folder alone. */
declare module 'selenium-webdriver/remote/index.js' {
  export { DriverService } from 'selenium-webdriver/remote';
}
