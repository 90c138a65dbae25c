import { defineConfig } from 'vite';

// Nothing is inlined: the Content-Security-Policy allows the server's own files only.
export default defineConfig({
    build: {
        target: 'es2022',
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 250,
        reportCompressedSize: false,
    },
    server: { proxy: { '/api': process.env.TOITSU_SERVER ?? 'http://127.0.0.1:8470' } },
});
