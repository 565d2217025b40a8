// SPDX-License-Identifier: Apache-2.0
/* A sorted linked list whose members are allocated and freed one by one. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct node {
	struct node *next;
	uint32_t key;
	uint32_t uses;
};

static struct node *heads[64];
static uint32_t state = 1;

static uint32_t next_random(void)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state;
}

static void insert(uint32_t key)
{
	struct node **link = &heads[key % 64];
	struct node *n;

	while (*link && (*link)->key < key)
		link = &(*link)->next;
	if (*link && (*link)->key == key) {
		(*link)->uses++;
		return;
	}
	n = malloc(sizeof(*n));
	n->next = *link;
	n->key = key;
	n->uses = 1;
	*link = n;
}

static int drop(uint32_t key)
{
	struct node **link = &heads[key % 64];

	for (; *link; link = &(*link)->next)
		if ((*link)->key == key) {
			struct node *gone = *link;

			*link = gone->next;
			free(gone);
			return 1;
		}
	return 0;
}

int main(void)
{
	uint32_t dropped = 0, sum = 0;

	for (int i = 0; i < 2500000; i++) {
		insert(next_random() % 1000);
		dropped += drop(next_random() % 1000);
	}
	for (int i = 0; i < 64; i++)
		while (heads[i]) {
			sum = sum * 31 + heads[i]->key + heads[i]->uses;
			drop(heads[i]->key);
		}
	printf("%u %08x\n", dropped, sum);
	return 0;
}
