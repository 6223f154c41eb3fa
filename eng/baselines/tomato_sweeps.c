/* Sweeps of planning on the tomato tile (2^13 x 29 states, 5 actions), written down as they are defined: a softmax over the values
   of each state's open actions, the value of the state, then drying and watering, then the moves. Prints milliseconds a sweep. */
#include <math.h>
#include <stdio.h>
#include <time.h>

#define FIELDS 8192
#define SQUARES 29
#define STATES (SQUARES * FIELDS)
#define SWEEPS 100

static double q[STATES][5], k[STATES][5], value[STATES], divergence[STATES];
static int open_[SQUARES][5], next[SQUARES][5];

static int tomato(int square) { return square >= 1 && square <= 6 ? square - 1 : square >= 22 ? square - 16 : -1; }

static void lead(double *values, double (*to)[5]) {
    for (int s = 0; s < SQUARES; s++) {
        double *field = values + s * FIELDS;
        int wet = tomato(s);
        if (wet >= 0)
            for (int b = 0; b < FIELDS; b++)
                if (!(b >> wet & 1)) field[b] = field[b | 1 << wet];
        for (int i = 0; i < 13; i++)
            for (int b = 0; b < FIELDS; b++)
                if (b >> i & 1) field[b] = 0.97 * field[b] + 0.03 * field[b ^ 1 << i];
    }
    for (int s = 0; s < SQUARES; s++)
        for (int b = 0; b < FIELDS; b++)
            for (int a = 0; a < 5; a++) to[s * FIELDS + b][a] = values[next[s][a] * FIELDS + b];
}

int main(int count, char **arguments) {
    int kl = count > 1;
    double t = 0.0231, discount = 0.99;
    for (int s = 0; s < SQUARES; s++)
        for (int a = 0; a < 5; a++) {
            open_[s][a] = a == 0 ? s >= 7 : a == 1 ? s <= 21 : a == 2 ? s % 7 != 1 && s != 0 : a == 3 ? s % 7 != 0 : 1;
            next[s][a] = !open_[s][a] ? s : a == 0 ? s - 7 : a == 1 ? s + 7 : a == 2 ? s - 1 : a == 3 ? s + 1 : s;
        }
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (int state = 0; state < STATES; state++) {
            int square = state / FIELDS, choices = 0;
            double logit[5], most = -INFINITY, sum = 0, v = 0, d = 0, ahead = 0;
            for (int a = 0; a < 5; a++)
                if (open_[square][a]) {
                    logit[a] = t * q[state][a] - (kl ? k[state][a] : 0);
                    if (logit[a] > most) most = logit[a];
                    choices++;
                }
            double weight[5];
            for (int a = 0; a < 5; a++) {
                weight[a] = open_[square][a] ? exp(logit[a] - most) : 0;
                sum += weight[a];
            }
            double log_sum = kl ? most + log(sum) - log(choices) : 0;
            for (int a = 0; a < 5; a++) {
                double p = weight[a] / sum;
                v += p * q[state][a];
                if (kl && open_[square][a]) {
                    d += p * (logit[a] - log_sum);
                    ahead += p * k[state][a];
                }
            }
            value[state] = (square == 0 ? 13 : __builtin_popcount(state % FIELDS)) + discount * v;
            divergence[state] = d + discount * ahead;
        }
        lead(value, q);
        if (kl) lead(divergence, k);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    printf("%.6f\n", ((to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6) / SWEEPS);
    return q[100][4] < 0;
}
