// What the page about TypeScript uses of NestJS.

declare module '@nestjs/common' {
  interface Provider {
    provide: unknown;
    useFactory: () => unknown;
    inject?: unknown[];
  }
  export function Module(metadata: {
    providers: Provider[];
    exports: Provider[];
  }): (target: abstract new () => object, ...more: unknown[]) => void;
}
